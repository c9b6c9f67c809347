package io.diction.project;

import io.diction.identity.OrganizationId;

/** A project is gone; its members stay, in none. In the transaction that deletes it. */
public record ProjectDeleted(ProjectId id, OrganizationId organization) {}
