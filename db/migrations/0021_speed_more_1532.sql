-- custom
-- Graphile Worker tells workers of a job within the transaction that adds it, and PostgreSQL lets only one such transaction commit at
-- a time. Here its own function runs where `pg_notify` does nothing; workers are told after the commit (server/platform/db/after-commit.ts).
create schema unheard;
--> statement-breakpoint
create function unheard.pg_notify(text, text) returns void language sql as 'select';
--> statement-breakpoint
create function add_job_quietly(identifier text, payload json, queue_name text, run_at timestamptz, max_attempts integer, job_key text, priority integer, job_key_mode text)
returns void language plpgsql set search_path = unheard, pg_catalog as $$
begin
  perform graphile_worker.add_job(identifier, payload, queue_name, run_at, max_attempts, job_key, priority, job_key_mode := job_key_mode);
end $$;
