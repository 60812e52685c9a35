import { type TProperties, type TSchema, Type } from 'typebox';

// What bodies and answers look like, for the document at /docs.

export const text = Type.String();
export const truth = Type.Boolean();
export const whole = Type.Integer();
export const orNull = (shape: TSchema) => Type.Union([shape, Type.Null()]);
/** An answer's object: every property is always there, and clients must not mind more. */
export const object = (properties: TProperties) => Type.Object(properties, { additionalProperties: true });
export const Id = Type.String({ pattern: '^[0-9]{1,19}$', description: 'A 64-bit integer as digits.' });
const Stamp = Type.String({ description: 'UTC, without a zone: 2026-03-01T12:00:00.123000, or to the second.' });
const Day = Type.String({ description: 'YYYY-MM-DD, in the zone of the company.' });
export const optional = (shape: TSchema) => Type.Optional(shape);

export const WrittenContact = Type.Object(
  {
    id: optional(Id),
    name: optional(text),
    number: optional(Type.String({ description: 'E.164, or as it is written in the region of the company.' })),
    keyword: optional(text),
    blocked: optional(truth),
    screened: optional(truth),
    groups: optional(Type.Array(Type.String({ description: 'The id or the address of a group.' }))),
  },
  { additionalProperties: true, description: 'Any other key becomes a custom field; null removes it.' },
);
const briefContact = {
  blocked: truth,
  deleted: truth,
  id_str: Id,
  is_owned: truth,
  keyword: text,
  name: text,
  number: text,
  screened: truth,
};
export const Contact = object({
  ...briefContact,
  id: Id,
  date_created: Stamp,
  date_modified: Stamp,
  groups: Type.Array(Type.String({ description: 'The address of a group.' })),
  landline: truth,
  landline_override: truth,
  local_gateway: truth,
  resource_uri: text,
});
const ContactInThread = object({ ...briefContact, id: Type.Number(), groups: Type.Array(text) });
const ContactInMessage = object({
  ...briefContact,
  id: Id,
  date_created: Stamp,
  date_modified: Stamp,
  extra_info: Type.String({ description: 'Custom fields, as JSON.' }),
  user_id: Id,
});

export const WrittenGroup = Type.Object({
  name: text,
  slug: optional(Type.String({ description: 'The word that people text to join.' })),
  text_to_subscribe: optional(truth),
  ttjResponse: optional(Type.String({ maxLength: 70, description: 'What they are answered.' })),
});
export const Group = object({
  date_created: Stamp,
  date_modified: Stamp,
  deleted: truth,
  id: Id,
  id_str: Id,
  is_shared: truth,
  name: text,
  permissions: text,
  resource_uri: text,
  share_invite_count: orNull(whole),
  size: orNull(whole),
  slug: orNull(text),
  text_to_subscribe: truth,
  ttjResponse: orNull(text),
});
const GroupInside = object({ deleted: truth, id: Id, id_str: Id, name: text, slug: orNull(text) });

export const WrittenMessage = Type.Object({
  contacts: optional(Type.Array(Type.String({ description: 'The id of a contact, or a number.' }), { maxItems: 25 })),
  groups: optional(Type.Array(Id)),
  text: optional(Type.String({ maxLength: 1600 })),
  scheduled_at: optional(orNull(Type.String({ description: '2026-03-01T09:00:00-0800' }))),
  mms: optional(
    Type.Object({
      filename: text,
      url: optional(Type.String({ description: 'Where the file is fetched from.' })),
      data: optional(Type.String({ description: 'The file in base64.' })),
    }),
  ),
});
export const Message = object({
  acknowledgment: orNull(text),
  contacts: Type.Array(ContactInMessage),
  created_at: Stamp,
  deleted: truth,
  direction: text,
  groups: Type.Array(GroupInside),
  id: Type.String({ description: 'The thread of a message; the message itself while it waits for its time.' }),
  id_is_thread_id: truth,
  message_id: Id,
  modified_at: Stamp,
  resource_uri: text,
  scheduled_at: orNull(text),
  sent: orNull(Stamp),
  text,
  thread_id: Id,
  type: text,
  unread: orNull(truth),
});
export const Scheduled = object({
  contacts: Type.Array(ContactInMessage),
  created_at: Stamp,
  groups: Type.Array(GroupInside),
  id: Id,
  message_id: Id,
  scheduled_at: Stamp,
  text,
  thread_id: Id,
});
const inThread = {
  contacts: Type.Array(ContactInThread),
  deleted: truth,
  direction: text,
  groups: Type.Array(GroupInside),
  id: Id,
  modified_at: Stamp,
  resource_uri: text,
  scheduled_at: Type.Null(),
  sent: Stamp,
  text,
  type: text,
  unread: truth,
};
export const ThreadInInbox = object({
  ...inThread,
  created_at: Stamp,
  labels: Type.Array(text),
  last_read_at: orNull(Stamp),
  threadId: Id,
});
const Attachment = object({ filename: text, id: Id, key: text, size: whole, url: text });
export const Entry = object({ ...inThread, attachments: Type.Array(Attachment) });

const writableSettings = {
  automated_sms_response: orNull(Type.String({ maxLength: 160 })),
  desktop_notifications: truth,
  disable_incoming_sms: truth,
  email_calling_notifications: truth,
  hide_link_in_bulk_messages: truth,
  name: text,
  phone_number: Type.String({ description: 'The personal cell. Writing it texts a code there, for My Settings.' }),
  signature: orNull(text),
  sms_fwd_help: truth,
  sms_webhook_url: orNull(text),
  sound_notifications: truth,
  transcribe_voice_mails: truth,
};
const Usage = object({
  api_requests: Type.String({ description: 'A number, as text.' }),
  current_plan: object({
    api_requests: whole,
    groups: whole,
    max_sms_recipients: whole,
    maxpergroup: whole,
    messages: whole,
    plan_cost: Type.Integer({ description: 'Cents a month.' }),
    plan_id: whole,
    plan_name: text,
    voice_minutes: whole,
  }),
  groups: whole,
  maxpergroup: Type.Integer({ description: 'The size of the largest group.' }),
  messages: Type.String({ description: 'A number, as text.' }),
  voice_mail_transcriptions: whole,
  voice_minutes: whole,
});
export const Settings = object({
  ...writableSettings,
  api_key: orNull(text),
  createdTs: Stamp,
  enterprise_id: Id,
  id: Id,
  image: orNull(text),
  is_verified_email: truth,
  mfa_enabled: truth,
  mfa_enforced: truth,
  modifiedTs: Stamp,
  month_start: Day,
  payment_period_end: Day,
  payment_period_start: Day,
  pending_email: orNull(text),
  pending_phone_number: text,
  plan_usage: Usage,
  registration_status: text,
  resource_uri: text,
  settings_json: Type.String({ description: 'The switches again, as JSON.' }),
  sms_forwarding: orNull(Id),
});
export const WrittenSettings = Type.Partial(Type.Object({ ...writableSettings, mask_caller_id: truth }));

export const AuthGroups = Type.Array(object({ id: whole, name: text }));
export const Profile = object({
  auth_groups: AuthGroups,
  date_joined: Stamp,
  email: text,
  enterprise: text,
  enterprise_id: Id,
  enterpriseSize: whole,
  name: text,
  payment_plan_id: whole,
  resource_uri: text,
  sendhub_number: Type.String({ description: '(201) 571-6227' }),
  unread: whole,
  user_id: Id,
  username: text,
});
export const Enterprise = object({
  createdTs: Stamp,
  id: Id,
  month_start: Day,
  name: text,
  payment_plan_id: whole,
  resource_uri: text,
});
export const user = {
  createdTs: Stamp,
  disable_incoming_sms: truth,
  enterprise_id: Id,
  id: Id,
  id_str: Id,
  image: text,
  is_verified_email: truth,
  modifiedTs: Stamp,
  name: text,
  payment_period_end: Day,
  payment_period_start: Day,
  phone_number: optional(text),
  registration_status: text,
  sendhub_number: Type.String({ description: 'E.164.' }),
  signature: text,
  user_id: Id,
};
export const Credentials = Type.Object({ username: text, password: text });
export const Token = object({
  authToken: orNull(Type.String({ description: 'The API key of the line.' })),
  emailAddress: text,
  sendhub_number: text,
  user_id: Id,
  username: text,
});
