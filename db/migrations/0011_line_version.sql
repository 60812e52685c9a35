-- custom: a line's version rises with every write to its row, whoever writes; keys have the configured rate unless they have their own
create function line_version_rises() returns trigger language plpgsql as $$ begin new.version := old.version + 1; return new; end $$;
--> statement-breakpoint
create trigger line_version_rises before update on line for each row execute function line_version_rises();
--> statement-breakpoint
update api_key set per_minute = null where per_minute = 600;
