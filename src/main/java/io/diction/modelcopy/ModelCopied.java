package io.diction.modelcopy;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import java.util.UUID;

/**
 * A version has come from elsewhere, as the only one of a new custom model.
 *
 * @param copy of the job that made it
 */
public record ModelCopied(UUID copy, CustomModelId model, OrganizationId owner) {}
