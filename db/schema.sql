-- What the migrations make, as `node scripts/dump-schema.ts` writes it and a test compares it. Not run by anything.

create table api_key (
  company_id bigint not null,
  id bigint not null,
  line_id bigint not null,
  name text,
  digest bytea not null,
  sealed bytea,
  last_four text not null,
  scopes text[],
  created_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone,
  disabled_at timestamp(3) with time zone,
  last_used_at timestamp(3) with time zone,
  minute timestamp(3) with time zone,
  minute_uses integer not null default 0,
  per_minute integer not null default 600,
  uses bigint not null default '0'::bigint,
  constraint api_key_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint api_key_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

CREATE UNIQUE INDEX api_key_digest ON public.api_key USING btree (digest);
CREATE INDEX api_key_of_line ON public.api_key USING btree (company_id, line_id);
CREATE UNIQUE INDEX api_key_own ON public.api_key USING btree (company_id, line_id) WHERE ((name IS NULL) AND (disabled_at IS NULL) AND (expires_at IS NULL));

create table carrier_webhook (
  key text not null,
  event jsonb not null,
  received_at timestamp(3) with time zone not null,
  constraint carrier_webhook_pkey PRIMARY KEY (key)
);

create table challenge (
  company_id bigint not null,
  id bigint not null,
  line_id bigint not null,
  purpose text not null,
  channel text not null,
  target text not null,
  session_id bigint,
  ticket_digest bytea,
  change_id bigint,
  digest bytea not null,
  attempts integer not null default 0,
  created_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  consumed_at timestamp(3) with time zone,
  superseded_at timestamp(3) with time zone,
  delivery text not null default 'sending'::text,
  delivery_why text,
  constraint challenge_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint challenge_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

CREATE INDEX challenge_digest ON public.challenge USING btree (digest);
CREATE UNIQUE INDEX challenge_live ON public.challenge USING btree (company_id, line_id, purpose) WHERE ((consumed_at IS NULL) AND (superseded_at IS NULL));
CREATE INDEX challenge_of_line ON public.challenge USING btree (company_id, line_id, created_at);
CREATE UNIQUE INDEX challenge_ticket ON public.challenge USING btree (ticket_digest);

create table code_country_day (
  country text not null,
  day text not null,
  sent integer not null default 0,
  used integer not null default 0,
  constraint code_country_day_country_day_pk PRIMARY KEY (country, day)
);

create table company (
  id bigint not null,
  name text not null,
  plan text not null,
  time_zone text not null,
  region text not null,
  created_at timestamp(3) with time zone not null,
  business_hours jsonb,
  second_factor_required boolean not null default false,
  retention_months integer,
  billing_contact jsonb,
  constraint company_pkey PRIMARY KEY (id)
);

create table instance_fact (
  name text not null,
  value text not null,
  constraint instance_fact_pkey PRIMARY KEY (name)
);

create table limit_window (
  key text not null,
  stamps timestamp with time zone[] not null,
  in_a_row integer not null default 1,
  constraint limit_window_pkey PRIMARY KEY (key)
);

create table line (
  company_id bigint not null,
  id bigint not null,
  name text not null,
  username text not null,
  number text,
  roles text[] not null,
  password_hash text not null,
  password_changed_at timestamp(3) with time zone not null,
  cell text,
  cell_verified_at timestamp(3) with time zone,
  email text,
  email_verified_at timestamp(3) with time zone,
  picture text,
  email_notifications boolean not null default true,
  desktop_notifications boolean not null default false,
  sound_notifications boolean not null default true,
  time_zone text not null,
  language text not null default 'en'::text,
  appearance text not null default 'system'::text,
  security_epoch integer not null default 0,
  suspended_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  constraint line_company_id_company_id_fk FOREIGN KEY (company_id) REFERENCES company(id),
  constraint line_company_id_id_pk PRIMARY KEY (company_id, id)
);

CREATE INDEX line_cell ON public.line USING btree (cell);
CREATE UNIQUE INDEX line_email ON public.line USING btree (email);
CREATE UNIQUE INDEX line_id ON public.line USING btree (id);
CREATE UNIQUE INDEX line_number ON public.line USING btree (number);

create table mailbox_mail (
  id text not null,
  to_address text not null,
  subject text not null,
  text text not null,
  html text not null,
  headers jsonb not null default '{}'::jsonb,
  attachments jsonb not null default '[]'::jsonb,
  at timestamp(3) with time zone not null,
  constraint mailbox_mail_pkey PRIMARY KEY (id)
);

create table pending_change (
  company_id bigint not null,
  id bigint not null,
  line_id bigint not null,
  kind text not null,
  old_value text,
  new_value text,
  session_id bigint,
  epoch integer not null,
  state text not null default 'open'::text,
  cancel_digest bytea,
  undo_digest bytea,
  proposed_at timestamp(3) with time zone not null,
  settled_at timestamp(3) with time zone,
  undo_until timestamp(3) with time zone,
  constraint pending_change_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint pending_change_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id),
  constraint pending_change_settled CHECK (((state = 'open'::text) = (settled_at IS NULL)))
);

CREATE UNIQUE INDEX pending_change_cancel ON public.pending_change USING btree (cancel_digest);
CREATE UNIQUE INDEX pending_change_open ON public.pending_change USING btree (company_id, line_id, kind) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX pending_change_undo ON public.pending_change USING btree (undo_digest);

create table security_event (
  company_id bigint not null,
  id bigint not null,
  line_id bigint not null,
  kind text not null,
  detail jsonb not null default '{}'::jsonb,
  proof text not null,
  ip text not null,
  user_agent text not null,
  at timestamp(3) with time zone not null,
  constraint security_event_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint security_event_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

CREATE INDEX security_event_of_line ON public.security_event USING btree (company_id, line_id, at);
CREATE TRIGGER security_event_append_only BEFORE DELETE OR UPDATE ON public.security_event FOR EACH ROW EXECUTE FUNCTION security_event_stands();
CREATE TRIGGER security_event_no_truncate BEFORE TRUNCATE ON public.security_event FOR EACH STATEMENT EXECUTE FUNCTION security_event_stands();

create table served_number (
  number text not null,
  company_id bigint,
  carrier_id text not null,
  taken_at timestamp(3) with time zone not null,
  constraint served_number_company_id_company_id_fk FOREIGN KEY (company_id) REFERENCES company(id),
  constraint served_number_pkey PRIMARY KEY (number)
);

create table session (
  company_id bigint not null,
  id bigint not null,
  line_id bigint not null,
  token_digest bytea not null,
  created_at timestamp(3) with time zone not null,
  last_seen_at timestamp(3) with time zone not null,
  proven_at timestamp(3) with time zone not null,
  ip text not null,
  user_agent text not null,
  revoked_at timestamp(3) with time zone,
  constraint session_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint session_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

CREATE INDEX session_of_line ON public.session USING btree (company_id, line_id) WHERE (revoked_at IS NULL);
CREATE UNIQUE INDEX session_token ON public.session USING btree (token_digest);

create table system_text (
  company_id bigint not null,
  id bigint not null,
  "to" text not null,
  state text not null,
  carrier_id text,
  first_tried_at timestamp(3) with time zone not null,
  constraint system_text_company_id_company_id_fk FOREIGN KEY (company_id) REFERENCES company(id),
  constraint system_text_company_id_id_pk PRIMARY KEY (company_id, id)
);

CREATE UNIQUE INDEX system_text_carrier ON public.system_text USING btree (carrier_id);

create table username_claim (
  skeleton text not null,
  username text not null,
  company_id bigint not null,
  line_id bigint not null,
  works_until timestamp(3) with time zone,
  held_until timestamp(3) with time zone,
  constraint username_claim_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id),
  constraint username_claim_pkey PRIMARY KEY (skeleton)
);

CREATE UNIQUE INDEX username_claim_current ON public.username_claim USING btree (line_id) WHERE (held_until IS NULL);
CREATE INDEX username_claim_line_id ON public.username_claim USING btree (line_id);

CREATE OR REPLACE FUNCTION public.security_event_stands()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' and current_setting('trunkline.deleting_company', true) = old.company_id::text then
    return old;
  end if;
  raise exception 'security_event is append-only' using errcode = 'restrict_violation';
end $function$
;
