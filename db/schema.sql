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
  per_minute integer,
  uses bigint not null default '0'::bigint,
  constraint api_key_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint api_key_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

CREATE UNIQUE INDEX api_key_digest ON public.api_key USING btree (digest);
CREATE INDEX api_key_of_line ON public.api_key USING btree (company_id, line_id);
CREATE UNIQUE INDEX api_key_own ON public.api_key USING btree (company_id, line_id) WHERE ((name IS NULL) AND (disabled_at IS NULL) AND (expires_at IS NULL));

create table archive (
  company_id bigint not null,
  id bigint not null,
  line_id bigint,
  asked_by bigint not null,
  asked_at timestamp(3) with time zone not null,
  state text not null default 'waiting'::text,
  part text,
  done integer not null default 0,
  total integer not null default 0,
  file text,
  bytes bigint,
  sha256 text,
  ready_at timestamp(3) with time zone,
  expires_at timestamp(3) with time zone,
  why text,
  constraint archive_company_id_company_id_fk FOREIGN KEY (company_id) REFERENCES company(id),
  constraint archive_company_id_id_pk PRIMARY KEY (company_id, id)
);

CREATE INDEX archive_by ON public.archive USING btree (company_id, asked_by, asked_at);

create table barred_number (
  company_id bigint not null,
  line_id bigint not null,
  number text not null,
  blocked_at timestamp(3) with time zone,
  screened_at timestamp(3) with time zone,
  constraint barred_number_company_id_line_id_number_pk PRIMARY KEY (company_id, line_id, number),
  constraint barred_number_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

create table billing_account (
  company_id bigint not null,
  "interval" text,
  anchor_at timestamp(3) with time zone,
  anchor_zone text,
  period_number integer not null default 0,
  period_start timestamp(3) with time zone,
  period_end timestamp(3) with time zone,
  next_plan text,
  next_interval text,
  revision integer not null default 0,
  next_number integer not null default 1,
  overage_billed_until timestamp(3) with time zone,
  customer text,
  method text,
  card jsonb,
  failed jsonb,
  constraint billing_account_next CHECK (((next_plan IS NULL) = (next_interval IS NULL))),
  constraint billing_account_period CHECK (((("interval" IS NULL) = (period_end IS NULL)) AND (("interval" IS NULL) = (anchor_at IS NULL)))),
  constraint billing_account_pkey PRIMARY KEY (company_id)
);

CREATE UNIQUE INDEX billing_account_customer ON public.billing_account USING btree (customer);
CREATE INDEX billing_account_due ON public.billing_account USING btree (period_end);

create table call (
  company_id bigint not null,
  line_id bigint not null,
  id bigint not null,
  incoming boolean not null,
  carrier_id text,
  from_number text not null,
  to_number text not null,
  steps jsonb not null,
  step smallint not null default 0,
  stage text not null,
  rang_at timestamp(3) with time zone,
  cell text,
  browser text,
  winner text,
  recording text,
  recording_id text,
  at timestamp(3) with time zone not null,
  answered_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  seconds integer not null default 0,
  outcome text,
  reason text,
  decided_at timestamp(3) with time zone,
  mailed_at timestamp(3) with time zone,
  ends_at timestamp(3) with time zone,
  constraint call_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint call_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX call_carrier ON public.call USING btree (carrier_id);
CREATE INDEX call_of_line ON public.call USING btree (company_id, line_id, id);
CREATE INDEX call_open ON public.call USING btree (company_id, line_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX call_recording ON public.call USING btree (recording_id);

create table call_event (
  company_id bigint not null,
  call_id bigint not null,
  key text not null,
  news jsonb not null,
  at timestamp(3) with time zone not null,
  constraint call_event_call FOREIGN KEY (company_id, call_id) REFERENCES call(company_id, id) ON DELETE CASCADE,
  constraint call_event_company_id_call_id_key_pk PRIMARY KEY (company_id, call_id, key)
);

create table call_leg (
  company_id bigint not null,
  id bigint not null,
  call_id bigint not null,
  kind text not null,
  carrier_id text,
  started_at timestamp(3) with time zone not null,
  ringing_at timestamp(3) with time zone,
  answered_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  "end" text,
  seconds integer not null default 0,
  minutes integer not null default 0,
  counted_at timestamp(3) with time zone,
  set_aside integer not null default 0,
  constraint call_leg_call FOREIGN KEY (company_id, call_id) REFERENCES call(company_id, id) ON DELETE CASCADE,
  constraint call_leg_company_id_id_pk PRIMARY KEY (company_id, id)
);

CREATE INDEX call_leg_of_call ON public.call_leg USING btree (company_id, call_id);

create table carrier_webhook (
  key text not null,
  event jsonb not null,
  received_at timestamp(3) with time zone not null,
  place bigint not null,
  kind text not null default 'text.status'::text,
  due_at timestamp(3) with time zone,
  tries integer not null default 0,
  constraint carrier_webhook_pkey PRIMARY KEY (key)
);

CREATE INDEX carrier_webhook_due ON public.carrier_webhook USING btree (kind, due_at, place) WHERE (due_at IS NOT NULL);
CREATE INDEX carrier_webhook_received ON public.carrier_webhook USING btree (received_at);

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
  constraint company_pkey PRIMARY KEY (id),
  constraint company_plan FOREIGN KEY (plan) REFERENCES plan(id)
);

create table company_deletion (
  company_id bigint not null,
  started_by bigint,
  started_at timestamp(3) with time zone not null,
  due_at timestamp(3) with time zone not null,
  reason text not null,
  comment text,
  state text not null default 'waiting'::text,
  steps jsonb not null default '{}'::jsonb,
  finished_at timestamp(3) with time zone,
  constraint company_deletion_pkey PRIMARY KEY (company_id)
);

create table company_gauge (
  company_id bigint not null,
  gauge text not null,
  held integer not null,
  constraint company_gauge_company_id_company_id_fk FOREIGN KEY (company_id) REFERENCES company(id),
  constraint company_gauge_company_id_gauge_pk PRIMARY KEY (company_id, gauge),
  constraint company_gauge_sign CHECK ((held >= 0))
);

create table company_meter (
  company_id bigint not null,
  meter text not null,
  cycle integer not null,
  used bigint not null default 0,
  reserved bigint not null default 0,
  extra bigint not null default 0,
  days bigint[] not null default '{}'::bigint[],
  constraint company_meter_company_id_meter_cycle_pk PRIMARY KEY (company_id, meter, cycle),
  constraint company_meter_cycle FOREIGN KEY (company_id, cycle) REFERENCES usage_cycle(company_id, number),
  constraint company_meter_sign CHECK (((used >= 0) AND (reserved >= 0) AND (extra >= 0)))
);

create table company_trial (
  company_id bigint not null,
  ends_at timestamp(3) with time zone not null,
  constraint company_trial_company_id_company_id_fk FOREIGN KEY (company_id) REFERENCES company(id),
  constraint company_trial_pkey PRIMARY KEY (company_id)
);

create table contact (
  company_id bigint not null,
  id bigint not null,
  line_id bigint not null,
  number text not null,
  name text not null default ''::text,
  keyword text,
  fields jsonb not null default '{}'::jsonb,
  notes text not null default ''::text,
  place text not null,
  search text not null,
  grams integer[] not null,
  created_at timestamp(3) with time zone not null,
  changed_at timestamp(3) with time zone not null,
  deleted_at timestamp(3) with time zone,
  groups_before jsonb,
  displaced boolean not null default false,
  import_id bigint,
  constraint contact_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint contact_displaced CHECK (((NOT displaced) OR (deleted_at IS NOT NULL))),
  constraint contact_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

CREATE INDEX contact_grams ON public.contact USING gin (grams) WITH (fastupdate='false');
CREATE UNIQUE INDEX contact_keyword ON public.contact USING btree (company_id, line_id, keyword) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX contact_number ON public.contact USING btree (company_id, line_id, number) WHERE (NOT displaced);
CREATE INDEX contact_place ON public.contact USING btree (company_id, line_id, place, id) WHERE (deleted_at IS NULL);

create table contact_group (
  company_id bigint not null,
  id bigint not null,
  line_id bigint not null,
  name text not null,
  place text not null,
  keyword text not null,
  join_by_text boolean not null default false,
  join_message text not null,
  size integer not null default 0,
  pending integer not null default 0,
  created_at timestamp(3) with time zone not null,
  changed_at timestamp(3) with time zone not null,
  deleted_at timestamp(3) with time zone,
  constraint contact_group_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint contact_group_counts CHECK (((size >= 0) AND (pending >= 0))),
  constraint contact_group_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

CREATE UNIQUE INDEX contact_group_keyword ON public.contact_group USING btree (company_id, line_id, keyword) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX contact_group_name ON public.contact_group USING btree (company_id, line_id, place) WHERE (deleted_at IS NULL);

create table contact_import (
  company_id bigint not null,
  id bigint not null,
  line_id bigint not null,
  file_name text not null,
  file text not null,
  kind text not null,
  encoding text not null,
  delimiter text not null,
  has_header boolean not null,
  columns jsonb not null,
  preview jsonb not null,
  existing text not null default 'update'::text,
  group_id bigint,
  state text not null default 'ready'::text,
  total integer not null,
  done integer not null default 0,
  added integer not null default 0,
  updated integer not null default 0,
  skipped integer not null default 0,
  joined integer not null default 0,
  faulty integer not null default 0,
  created_at timestamp(3) with time zone not null,
  finished_at timestamp(3) with time zone,
  constraint contact_import_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint contact_import_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

CREATE INDEX contact_import_of_line ON public.contact_import USING btree (company_id, line_id, created_at);

create table factor (
  company_id bigint not null,
  id bigint not null,
  line_id bigint not null,
  kind text not null,
  name text not null,
  created_at timestamp(3) with time zone not null,
  last_used_at timestamp(3) with time zone,
  credential_id text,
  public_key bytea,
  counter bigint not null default 0,
  transports text[],
  sealed_secret bytea,
  last_step bigint not null default 0,
  constraint factor_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint factor_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

CREATE UNIQUE INDEX factor_credential ON public.factor USING btree (credential_id);
CREATE INDEX factor_of_line ON public.factor USING btree (company_id, line_id);

create table factor_ask (
  company_id bigint not null,
  id bigint not null,
  line_id bigint not null,
  purpose text not null,
  session_id bigint,
  ticket_digest bytea,
  challenge text not null,
  sealed_secret bytea,
  attempts integer not null default 0,
  created_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  consumed_at timestamp(3) with time zone,
  epoch integer not null,
  constraint factor_ask_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint factor_ask_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

CREATE UNIQUE INDEX factor_ask_live ON public.factor_ask USING btree (company_id, line_id, purpose, session_id) WHERE ((consumed_at IS NULL) AND (session_id IS NOT NULL));
CREATE UNIQUE INDEX factor_ask_ticket ON public.factor_ask USING btree (ticket_digest);

create table gauge_hold (
  company_id bigint not null,
  gauge text not null,
  key text not null,
  line_id bigint not null,
  constraint gauge_hold_company_id_gauge_key_pk PRIMARY KEY (company_id, gauge, key),
  constraint gauge_hold_gauge FOREIGN KEY (company_id, gauge) REFERENCES company_gauge(company_id, gauge)
);

CREATE INDEX gauge_hold_of_line ON public.gauge_hold USING btree (company_id, gauge, line_id);

create table import_fault (
  company_id bigint not null,
  import_id bigint not null,
  "row" integer not null,
  code text not null,
  cells jsonb not null,
  constraint import_fault_company_id_import_id_row_pk PRIMARY KEY (company_id, import_id, "row"),
  constraint import_fault_import FOREIGN KEY (company_id, import_id) REFERENCES contact_import(company_id, id)
);

create table instance_fact (
  name text not null,
  value text not null,
  constraint instance_fact_pkey PRIMARY KEY (name)
);

create table invitation (
  company_id bigint not null,
  id bigint not null,
  name text not null,
  channel text not null,
  target text not null,
  roles text[] not null,
  digest bytea not null,
  invited_by bigint not null,
  sent_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  accepted_at timestamp(3) with time zone,
  withdrawn_at timestamp(3) with time zone,
  constraint invitation_by FOREIGN KEY (company_id, invited_by) REFERENCES line(company_id, id),
  constraint invitation_company_id_company_id_fk FOREIGN KEY (company_id) REFERENCES company(id),
  constraint invitation_company_id_id_pk PRIMARY KEY (company_id, id)
);

CREATE UNIQUE INDEX invitation_digest ON public.invitation USING btree (digest);
CREATE UNIQUE INDEX invitation_waiting ON public.invitation USING btree (company_id, target) WHERE ((accepted_at IS NULL) AND (withdrawn_at IS NULL));

create table invoice (
  company_id bigint not null,
  id bigint not null,
  number integer not null,
  kind text not null,
  status text not null,
  pay text not null,
  billed_to text not null,
  time_zone text not null,
  lines jsonb not null,
  total_cents integer not null,
  issued_at timestamp(3) with time zone not null,
  due_at timestamp(3) with time zone not null,
  paid_at timestamp(3) with time zone,
  period_start timestamp(3) with time zone,
  quote_id text,
  effect jsonb,
  payment_id text,
  attempts integer not null default 0,
  charging boolean not null default false,
  failure text,
  constraint invoice_account FOREIGN KEY (company_id) REFERENCES billing_account(company_id),
  constraint invoice_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint invoice_paid CHECK (((status = 'paid'::text) = (paid_at IS NOT NULL))),
  constraint invoice_total CHECK ((total_cents >= 0))
);

CREATE UNIQUE INDEX invoice_number ON public.invoice USING btree (company_id, number);
CREATE INDEX invoice_open ON public.invoice USING btree (company_id) WHERE (status = 'open'::text);
CREATE UNIQUE INDEX invoice_payment ON public.invoice USING btree (payment_id);
CREATE UNIQUE INDEX invoice_quote ON public.invoice USING btree (company_id, quote_id);
CREATE UNIQUE INDEX invoice_renewal ON public.invoice USING btree (company_id, period_start) WHERE (kind = 'renewal'::text);

create table landline (
  company_id bigint not null,
  number text not null,
  at timestamp(3) with time zone not null,
  constraint landline_company_id_number_pk PRIMARY KEY (company_id, number)
);

create table last_answered (
  company_id bigint not null,
  line_id bigint not null,
  number text not null,
  kind text not null,
  at timestamp(3) with time zone not null,
  constraint last_answered_company_id_line_id_number_kind_pk PRIMARY KEY (company_id, line_id, number, kind)
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
  version integer not null default 0,
  constraint line_company_id_company_id_fk FOREIGN KEY (company_id) REFERENCES company(id),
  constraint line_company_id_id_pk PRIMARY KEY (company_id, id)
);

CREATE INDEX line_cell ON public.line USING btree (cell);
CREATE UNIQUE INDEX line_email ON public.line USING btree (email);
CREATE UNIQUE INDEX line_id ON public.line USING btree (id);
CREATE UNIQUE INDEX line_number ON public.line USING btree (number);
CREATE TRIGGER line_version_rises BEFORE UPDATE ON public.line FOR EACH ROW EXECUTE FUNCTION line_version_rises();

create table line_meter (
  company_id bigint not null,
  line_id bigint not null,
  meter text not null,
  cycle integer not null,
  used bigint not null,
  days bigint[] not null,
  constraint line_meter_company_id_line_id_meter_cycle_pk PRIMARY KEY (company_id, line_id, meter, cycle),
  constraint line_meter_company_meter FOREIGN KEY (company_id, meter, cycle) REFERENCES company_meter(company_id, meter, cycle)
);

create table line_removal (
  company_id bigint not null,
  line_id bigint not null,
  number text not null,
  number_to bigint,
  threads_to bigint,
  removed_by bigint not null,
  removed_at timestamp(3) with time zone not null,
  gone_at timestamp(3) with time zone not null,
  suspended_before timestamp(3) with time zone,
  state text not null default 'waiting'::text,
  constraint line_removal_company_id_line_id_pk PRIMARY KEY (company_id, line_id),
  constraint line_removal_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

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

create table membership (
  company_id bigint not null,
  group_id bigint not null,
  contact_id bigint not null,
  state text not null,
  since timestamp(3) with time zone not null,
  constraint membership_company_id_group_id_contact_id_pk PRIMARY KEY (company_id, group_id, contact_id),
  constraint membership_contact FOREIGN KEY (company_id, contact_id) REFERENCES contact(company_id, id),
  constraint membership_group FOREIGN KEY (company_id, group_id) REFERENCES contact_group(company_id, id)
);

CREATE INDEX membership_of_contact ON public.membership USING btree (company_id, contact_id);

create table message_media (
  company_id bigint not null,
  id bigint not null,
  line_id bigint not null,
  key text not null,
  content_type text not null,
  filename text not null,
  bytes integer not null,
  state text not null,
  why text,
  source_url text,
  entry_id bigint,
  created_at timestamp(3) with time zone not null,
  constraint media_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id),
  constraint message_media_company_id_id_pk PRIMARY KEY (company_id, id)
);

CREATE UNIQUE INDEX message_media_key ON public.message_media USING btree (key);
CREATE INDEX message_media_loose ON public.message_media USING btree (created_at) WHERE (entry_id IS NULL);

create table message_pack (
  company_id bigint not null,
  id bigint not null,
  invoice_id bigint not null,
  messages integer not null,
  bought_at timestamp(3) with time zone not null,
  lapses_at timestamp(3) with time zone not null,
  constraint message_pack_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint message_pack_invoice FOREIGN KEY (company_id, invoice_id) REFERENCES invoice(company_id, id)
);

CREATE INDEX message_pack_lapses ON public.message_pack USING btree (company_id, lapses_at);
CREATE UNIQUE INDEX message_pack_once ON public.message_pack USING btree (company_id, invoice_id);

create table message_settings (
  company_id bigint not null,
  line_id bigint not null,
  signature text,
  auto_response boolean not null default false,
  auto_response_text text not null default ''::text,
  auto_response_only_closed boolean not null default false,
  forwarding boolean not null default false,
  hints boolean not null default true,
  stop_incoming boolean not null default false,
  webhook_url text,
  hide_link_in_bulk boolean not null default false,
  last_forwarded text,
  last_delivery jsonb,
  constraint message_settings_company_id_line_id_pk PRIMARY KEY (company_id, line_id),
  constraint message_settings_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

create table pack_offer (
  messages integer not null,
  cents integer not null,
  constraint pack_offer_pkey PRIMARY KEY (messages),
  constraint pack_offer_size CHECK (((messages > 0) AND (cents > 0)))
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

create table phone_settings (
  company_id bigint not null,
  line_id bigint not null,
  rules jsonb not null,
  do_not_disturb_until timestamp(3) with time zone,
  greeting_text text,
  greeting_file text,
  greeting_seconds real,
  constraint phone_settings_company_id_line_id_pk PRIMARY KEY (company_id, line_id),
  constraint phone_settings_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id) ON DELETE CASCADE
);

create table plan (
  id text not null,
  name text not null,
  place integer not null,
  monthly_cents integer,
  yearly_cents integer,
  trial_days integer,
  recipients_per_message integer not null,
  lines integer not null,
  features text[] not null,
  retired_at timestamp(3) with time zone,
  constraint plan_pkey PRIMARY KEY (id)
);

create table plan_allowance (
  plan_id text not null,
  meter text not null,
  allowance bigint not null,
  over_cents_per_100 integer,
  constraint plan_allowance_plan_id_meter_pk PRIMARY KEY (plan_id, meter),
  constraint plan_allowance_plan_id_plan_id_fk FOREIGN KEY (plan_id) REFERENCES plan(id),
  constraint plan_allowance_size CHECK ((allowance >= '-1'::integer))
);

create table receipt (
  company_id bigint not null,
  message_id bigint not null,
  to_number text not null,
  line_id bigint not null,
  from_number text not null,
  place integer not null,
  lane smallint not null,
  segments smallint not null,
  as_links boolean not null default false,
  state text not null,
  not_before timestamp(3) with time zone,
  tried_at timestamp(3) with time zone,
  checks smallint not null default 0,
  carrier_id text,
  failure text,
  at timestamp(3) with time zone not null,
  constraint receipt_company_id_message_id_to_number_pk PRIMARY KEY (company_id, message_id, to_number),
  constraint receipt_message FOREIGN KEY (company_id, message_id) REFERENCES thread_entry(company_id, id)
);

CREATE INDEX receipt_carrier ON public.receipt USING btree (carrier_id) WHERE (carrier_id IS NOT NULL);
CREATE INDEX receipt_open ON public.receipt USING btree (from_number, state) WHERE (state = ANY (ARRAY['trying'::text, 'unknown'::text]));
CREATE INDEX receipt_queue ON public.receipt USING btree (from_number, lane, message_id, place) WHERE (state = 'queued'::text);
CREATE INDEX receipt_unheard ON public.receipt USING btree (at, message_id, to_number) WHERE (state = 'sent'::text);

create table recovery_code (
  company_id bigint not null,
  id bigint not null,
  line_id bigint not null,
  digest bytea not null,
  created_at timestamp(3) with time zone not null,
  used_at timestamp(3) with time zone,
  constraint recovery_code_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint recovery_code_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

CREATE UNIQUE INDEX recovery_code_of_line ON public.recovery_code USING btree (company_id, line_id, digest);

create table scheduled_message (
  company_id bigint not null,
  id bigint not null,
  line_id bigint not null,
  numbers text[] not null,
  group_ids text[] not null,
  text text not null,
  media_ids text[] not null default '{}'::text[],
  as_links boolean not null default false,
  source text not null,
  send_at timestamp(3) with time zone not null,
  state text not null,
  why text,
  thread_id bigint,
  created_at timestamp(3) with time zone not null,
  constraint scheduled_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id),
  constraint scheduled_message_company_id_id_pk PRIMARY KEY (company_id, id)
);

CREATE INDEX scheduled_of_line ON public.scheduled_message USING btree (company_id, line_id, send_at) WHERE (state = ANY (ARRAY['waiting'::text, 'refused'::text]));

create table security_event (
  company_id bigint not null,
  id bigint not null,
  line_id bigint,
  kind text not null,
  detail jsonb not null default '{}'::jsonb,
  proof text not null,
  ip text not null,
  user_agent text not null,
  at timestamp(3) with time zone not null,
  by_line_id bigint,
  constraint security_event_by_line FOREIGN KEY (company_id, by_line_id) REFERENCES line(company_id, id),
  constraint security_event_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint security_event_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

CREATE INDEX security_event_of_company ON public.security_event USING btree (company_id, at, id);
CREATE INDEX security_event_of_line ON public.security_event USING btree (company_id, line_id, at);
CREATE TRIGGER security_event_append_only BEFORE DELETE OR UPDATE ON public.security_event FOR EACH ROW EXECUTE FUNCTION security_event_stands();
CREATE TRIGGER security_event_no_truncate BEFORE TRUNCATE ON public.security_event FOR EACH STATEMENT EXECUTE FUNCTION security_event_stands();

create table send_request (
  company_id bigint not null,
  line_id bigint not null,
  key text not null,
  digest text not null,
  reply jsonb,
  at timestamp(3) with time zone not null,
  constraint send_request_company_id_line_id_key_pk PRIMARY KEY (company_id, line_id, key)
);

CREATE INDEX send_request_at ON public.send_request USING btree (at);

create table sending_number (
  number text not null,
  company_id bigint not null,
  line_id bigint not null,
  tokens integer not null default 0,
  filled_at timestamp(3) with time zone not null,
  lease_id text,
  lease_until timestamp(3) with time zone,
  rest_until timestamp(3) with time zone,
  sent_on date,
  sent_today integer not null default 0,
  limited_until timestamp(3) with time zone,
  constraint sending_number_pkey PRIMARY KEY (number)
);

create table served_number (
  number text not null,
  company_id bigint,
  carrier_id text not null,
  taken_at timestamp(3) with time zone not null,
  released_at timestamp(3) with time zone,
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

create table short_link (
  company_id bigint not null,
  code text not null,
  line_id bigint not null,
  url text not null,
  created_at timestamp(3) with time zone not null,
  constraint short_link_company_id_code_pk PRIMARY KEY (company_id, code)
);

CREATE UNIQUE INDEX short_link_code ON public.short_link USING btree (code);

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

create table thread (
  company_id bigint not null,
  id bigint not null,
  line_id bigint not null,
  kind text not null,
  member_key text not null,
  numbers text[] not null,
  group_ids text[] not null default '{}'::text[],
  last_at timestamp(3) with time zone not null,
  last_entry_id bigint,
  last_kind text,
  last_direction text,
  last_text text,
  unread integer not null default 0,
  starred boolean not null default false,
  labels text[] not null default '{}'::text[],
  deleted_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null,
  constraint thread_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint thread_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

CREATE INDEX thread_inbox ON public.thread USING btree (company_id, line_id, last_at, id) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX thread_members ON public.thread USING btree (company_id, line_id, member_key);
CREATE INDEX thread_numbers ON public.thread USING gin (numbers) WHERE (kind <> 'group'::text);
CREATE INDEX thread_starred ON public.thread USING btree (company_id, line_id, last_at, id) WHERE ((deleted_at IS NULL) AND starred);
CREATE INDEX thread_unread ON public.thread USING btree (company_id, line_id, last_at, id) WHERE ((deleted_at IS NULL) AND (unread > 0));

create table thread_entry (
  company_id bigint not null,
  id bigint not null,
  line_id bigint not null,
  thread_id bigint not null,
  kind text not null,
  direction text not null,
  at timestamp(3) with time zone not null,
  ref_id bigint,
  detail jsonb,
  text text not null default ''::text,
  segments integer not null default 0,
  sender text,
  source text,
  send_state text,
  recipients integer not null default 0,
  media_ids text[] not null default '{}'::text[],
  sounds_like_stop boolean not null default false,
  deleted_at timestamp(3) with time zone,
  constraint thread_entry_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint thread_entry_thread FOREIGN KEY (company_id, thread_id) REFERENCES thread(company_id, id)
);

CREATE INDEX thread_entry_page ON public.thread_entry USING btree (company_id, thread_id, id) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX thread_entry_ref ON public.thread_entry USING btree (company_id, kind, ref_id) WHERE (ref_id IS NOT NULL);
CREATE INDEX thread_entry_sending ON public.thread_entry USING btree (company_id, line_id, id) WHERE (recipients > 1);
CREATE INDEX thread_entry_words ON public.thread_entry USING gin (to_tsvector('simple'::regconfig, ((text || ' line'::text) || (line_id)::text))) WHERE (kind = 'message'::text);

create table usage_alert (
  company_id bigint not null,
  meter text not null,
  cycle integer not null,
  threshold text not null,
  "limit" bigint not null,
  used bigint not null,
  at timestamp(3) with time zone not null,
  told_at timestamp(3) with time zone,
  constraint usage_alert_company_id_meter_cycle_threshold_limit_pk PRIMARY KEY (company_id, meter, cycle, threshold, "limit"),
  constraint usage_alert_meter FOREIGN KEY (company_id, meter, cycle) REFERENCES company_meter(company_id, meter, cycle)
);

create table usage_cycle (
  company_id bigint not null,
  number integer not null,
  anchor_day smallint not null,
  time_zone text not null,
  starts_on date not null,
  ends_on date not null,
  starts_at timestamp(3) with time zone not null,
  ends_at timestamp(3) with time zone not null,
  closed_at timestamp(3) with time zone,
  constraint usage_cycle_company_id_company_id_fk FOREIGN KEY (company_id) REFERENCES company(id),
  constraint usage_cycle_company_id_number_pk PRIMARY KEY (company_id, number),
  constraint usage_cycle_order CHECK (((starts_on < ends_on) AND (starts_at < ends_at)))
);

CREATE UNIQUE INDEX usage_cycle_open ON public.usage_cycle USING btree (company_id) WHERE (closed_at IS NULL);

create table usage_entry (
  company_id bigint not null,
  meter text not null,
  key text not null,
  line_id bigint not null,
  units integer not null,
  at timestamp(3) with time zone not null,
  cycle integer not null,
  day smallint not null,
  constraint usage_entry_company_id_meter_key_pk PRIMARY KEY (company_id, meter, key),
  constraint usage_entry_units CHECK ((units > 0))
);

create table usage_reservation (
  company_id bigint not null,
  meter text not null,
  key text not null,
  line_id bigint not null,
  cycle integer not null,
  units bigint not null,
  remaining bigint not null,
  until timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  constraint usage_reservation_company_id_meter_key_pk PRIMARY KEY (company_id, meter, key),
  constraint usage_reservation_meter FOREIGN KEY (company_id, meter, cycle) REFERENCES company_meter(company_id, meter, cycle),
  constraint usage_reservation_remaining CHECK ((((remaining >= 0) AND (remaining <= units)) AND ((ended_at IS NULL) = (remaining > 0))))
);

CREATE INDEX usage_reservation_ended ON public.usage_reservation USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX usage_reservation_open ON public.usage_reservation USING btree (until) WHERE (ended_at IS NULL);

create table used_quote (
  company_id bigint not null,
  id text not null,
  expires_at timestamp(3) with time zone not null,
  constraint used_quote_account FOREIGN KEY (company_id) REFERENCES billing_account(company_id),
  constraint used_quote_company_id_id_pk PRIMARY KEY (company_id, id)
);

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

create table voicemail (
  company_id bigint not null,
  id bigint not null,
  line_id bigint not null,
  call_id bigint not null,
  file text not null,
  seconds real not null,
  peaks smallint[] not null,
  heard_at timestamp(3) with time zone,
  transcript text,
  engine text,
  at timestamp(3) with time zone not null,
  deleted_at timestamp(3) with time zone,
  mp3 text,
  constraint voicemail_call FOREIGN KEY (company_id, call_id) REFERENCES call(company_id, id) ON DELETE CASCADE,
  constraint voicemail_company_id_id_pk PRIMARY KEY (company_id, id)
);

CREATE UNIQUE INDEX voicemail_of_call ON public.voicemail USING btree (company_id, call_id);
CREATE INDEX voicemail_of_line ON public.voicemail USING btree (company_id, line_id, id);

create table webhook_delivery (
  company_id bigint not null,
  id bigint not null,
  line_id bigint not null,
  event text not null,
  url text not null,
  body text not null,
  state text not null,
  attempts integer not null default 0,
  next_at timestamp(3) with time zone,
  status integer,
  why text,
  took_ms integer,
  answer text,
  at timestamp(3) with time zone not null,
  constraint webhook_delivery_company_id_id_pk PRIMARY KEY (company_id, id),
  constraint webhook_delivery_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

CREATE INDEX webhook_delivery_of_line ON public.webhook_delivery USING btree (company_id, line_id, id);
CREATE INDEX webhook_delivery_old ON public.webhook_delivery USING btree (at) WHERE (state <> 'waiting'::text);

create table webhook_secret (
  company_id bigint not null,
  line_id bigint not null,
  sealed bytea not null,
  former_sealed bytea,
  former_until timestamp(3) with time zone,
  constraint webhook_secret_company_id_line_id_pk PRIMARY KEY (company_id, line_id),
  constraint webhook_secret_line FOREIGN KEY (company_id, line_id) REFERENCES line(company_id, id)
);

CREATE OR REPLACE FUNCTION public.add_days(a bigint[], b bigint[])
 RETURNS bigint[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT (COALESCE(t.x, (0)::bigint) + COALESCE(t.y, (0)::bigint)) FROM UNNEST(add_days.a, add_days.b) WITH ORDINALITY t(x, y, day) ORDER BY t.day)
;

CREATE OR REPLACE FUNCTION public.add_job_quietly(identifier text, payload json, queue_name text, run_at timestamp with time zone, max_attempts integer, job_key text, priority integer, job_key_mode text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'unheard', 'pg_catalog'
AS $function$
begin
  perform graphile_worker.add_job(identifier, payload, queue_name, run_at, max_attempts, job_key, priority, job_key_mode := job_key_mode);
end $function$
;

CREATE OR REPLACE FUNCTION public.days_from(units jsonb)
 RETURNS bigint[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT COALESCE(((days_from.units ->> (day.day)::text))::bigint, (0)::bigint) AS "coalesce" FROM generate_series(1, (SELECT max((k.k)::integer) AS max FROM jsonb_object_keys(days_from.units) k(k))) day(day) ORDER BY day.day)
;

CREATE OR REPLACE FUNCTION public.line_version_rises()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin new.version := old.version + 1; return new; end $function$
;

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

CREATE OR REPLACE FUNCTION public.wake_job(job text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform from graphile_worker._private_jobs where key = job and locked_at is null and run_at <= now() for share skip locked;
  if not found then
    perform add_job_quietly(job, '{}', job, now(), 25, job, 0, 'preserve_run_at');
  end if;
end $function$
;
