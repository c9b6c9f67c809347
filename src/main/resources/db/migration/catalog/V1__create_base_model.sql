create table base_model (
  id uuid not null,
  locale varchar(35) not null,
  language_name varchar(128) not null,
  country_name varchar(128) not null,
  language_key varchar(260) not null,
  name varchar(64) not null,
  capabilities varchar(256) not null,
  pack varchar(32) not null,
  pack_sha256 varchar(64) not null,
  charged boolean not null,
  installed_at timestamp(6) with time zone not null,
  adaptation_until timestamp(6) with time zone not null,
  transcription_until timestamp(6) with time zone not null,
  constraint base_model_pk primary key (id),
  constraint base_model_named_once unique (locale, name)
);
