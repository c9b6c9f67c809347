-- Spring Security 7 (webauthn), user-entities-schema.sql and user-credentials-schema-postgres.sql.
create table user_entities (
  id varchar(1000) not null,
  name varchar(254) not null,
  display_name varchar(256),
  constraint user_entities_pk primary key (id)
);

create index user_entities_by_name on user_entities (name);

create table user_credentials (
  credential_id varchar(1000) not null,
  user_entity_user_id varchar(1000) not null,
  public_key bytea not null,
  signature_count bigint,
  uv_initialized boolean,
  backup_eligible boolean not null,
  authenticator_transports varchar(1000),
  public_key_credential_type varchar(100),
  backup_state boolean not null,
  attestation_object bytea,
  attestation_client_data_json bytea,
  created timestamp(6) with time zone,
  last_used timestamp(6) with time zone,
  label varchar(1000) not null,
  constraint user_credentials_pk primary key (credential_id)
);

create index user_credentials_by_user on user_credentials (user_entity_user_id);
