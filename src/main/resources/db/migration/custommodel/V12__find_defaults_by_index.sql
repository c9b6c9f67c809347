-- Home asks for an organization's default of a language; without this, for all of its models.
create index model_access_by_default on model_access (organization_id, default_for_language, language_key);
