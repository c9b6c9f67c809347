package io.diction.custommodel;

import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;

/** A custom model is gone for good, its versions and vocabulary with it. */
public record ModelDeleted(CustomModelId model, OrganizationId owner, String name, UserId by) {}
