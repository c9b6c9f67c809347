package io.diction.account;

import io.diction.audit.Audit;
import io.diction.identity.SignedIn;
import io.diction.identity.Theme;
import io.diction.organization.member.Preferences;
import io.diction.organization.member.Profiles;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What users are called, and how they want to see the portal. */
@Service
class OwnProfile {
  private final Profiles profiles;
  private final Audit audit;

  OwnProfile(Profiles profiles, Audit audit) {
    this.profiles = profiles;
    this.audit = audit;
  }

  @Transactional
  public void rename(SignedIn user, String displayName) {
    profiles.rename(user.user(), displayName);
    audit.record(user, "user.rename", "user", user.user().value(), displayName.strip());
  }

  @Transactional(readOnly = true)
  public Preferences preferences(SignedIn user) {
    return profiles.preferences(user.user());
  }

  @Transactional
  public void prefer(SignedIn user, Preferences preferences) {
    profiles.prefer(user.user(), preferences);
  }

  @Transactional
  public void prefer(SignedIn user, Theme theme) {
    Preferences known = profiles.preferences(user.user());
    profiles.prefer(user.user(), new Preferences(known.language(), known.zone(), theme));
  }
}
