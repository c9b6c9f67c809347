package io.diction.identity;

import java.io.Serializable;
import java.time.ZoneId;

/**
 * Who makes a request. Handler methods of controllers take one as a parameter.
 *
 * @param zone in which times are shown to this user
 */
public record SignedIn(
    UserId user, OrganizationId organization, Role role, String displayName, ZoneId zone)
    implements Serializable {}
