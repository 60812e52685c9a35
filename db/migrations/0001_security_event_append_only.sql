-- The trail of what changed can be added to and read. Changing or deleting a row fails, whoever asks; the deletion of a
-- whole company says so first (set local trunkline.deleting_company = '<id>') and may then delete that company's rows.
create function security_event_stands() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('trunkline.deleting_company', true) = old.company_id::text then
    return old;
  end if;
  raise exception 'security_event is append-only' using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
create trigger security_event_append_only before update or delete on security_event for each row execute function security_event_stands();
--> statement-breakpoint
create trigger security_event_no_truncate before truncate on security_event for each statement execute function security_event_stands();
