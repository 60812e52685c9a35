-- custom: the seeded plans, what holds a company to one of them, and how days of a cycle are added up
insert into plan (id, name, place, monthly_cents, yearly_cents, trial_days, recipients_per_message, lines, features) values
  ('trial', 'Free trial', 0, null, null, 14, 10, 3, '{api}'),
  ('lite', 'Lite', 1, 1900, 21900, null, 50, 3, '{api,mms}'),
  ('lite-plus', 'Lite+', 2, 3700, 40000, null, 100, 5, '{api,mms,transcriptions}'),
  ('starter', 'Starter', 3, 5200, 57000, null, 150, 10, '{api,mms,transcriptions}'),
  ('basic', 'Basic', 4, 10000, 100000, null, 150, 25, '{api,mms,transcriptions}'),
  ('unlimited', 'Unlimited', 5, null, null, null, -1, -1, '{api,mms,transcriptions}');
--> statement-breakpoint
insert into plan_allowance (plan_id, meter, allowance, over_cents_per_100) values
  ('trial', 'messages', 50, null), ('trial', 'minutes', 30, null), ('trial', 'groups', 3, null),
  ('trial', 'api_requests', 1000, null), ('trial', 'transcriptions', 10, null),
  ('lite', 'messages', 500, null), ('lite', 'minutes', 100, null), ('lite', 'groups', 10, null),
  ('lite', 'api_requests', 5000, null), ('lite', 'transcriptions', 25, null),
  ('lite-plus', 'messages', 1000, null), ('lite-plus', 'minutes', 100, null), ('lite-plus', 'groups', 25, null),
  ('lite-plus', 'api_requests', 10000, null), ('lite-plus', 'transcriptions', 50, null),
  ('starter', 'messages', 2000, null), ('starter', 'minutes', 100, 250), ('starter', 'groups', 50, null),
  ('starter', 'api_requests', 20000, null), ('starter', 'transcriptions', 100, null),
  ('basic', 'messages', 4000, null), ('basic', 'minutes', 250, 250), ('basic', 'groups', -1, null),
  ('basic', 'api_requests', 40000, null), ('basic', 'transcriptions', 250, null),
  ('unlimited', 'messages', -1, null), ('unlimited', 'minutes', -1, null), ('unlimited', 'groups', -1, null),
  ('unlimited', 'api_requests', -1, null), ('unlimited', 'transcriptions', -1, null);
--> statement-breakpoint
alter table company add constraint company_plan foreign key (plan) references plan (id);
--> statement-breakpoint
-- Rows that are written all the time find room for their next version on their own page.
alter table company_meter set (fillfactor = 50);
--> statement-breakpoint
alter table line_meter set (fillfactor = 70);
--> statement-breakpoint
create function add_days(a bigint[], b bigint[]) returns bigint[] language sql immutable parallel safe
  return array(select coalesce(x, 0) + coalesce(y, 0) from unnest(a, b) with ordinality as t (x, y, day) order by day);
--> statement-breakpoint
-- {"3": 20} → {0,0,20}
create function days_from(units jsonb) returns bigint[] language sql immutable parallel safe
  return array(select coalesce((units ->> day::text)::bigint, 0) from generate_series(1, (select max(k::int) from jsonb_object_keys(units) k)) day order by day);
