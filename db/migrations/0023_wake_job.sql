-- Webhooks come by the hundred a second, and each has the job of its kind looked after. A job that waits is enough: held until the
-- commit no worker takes it, so whoever takes it sees what was written. Adding it again costs ten times as much.
create function wake_job(job text) returns void language plpgsql as $$
begin
  perform from graphile_worker._private_jobs where key = job and locked_at is null and run_at <= now() for share skip locked;
  if not found then
    perform add_job_quietly(job, '{}', job, now(), 25, job, 0, 'preserve_run_at');
  end if;
end $$;
