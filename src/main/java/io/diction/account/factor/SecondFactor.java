package io.diction.account.factor;

import io.diction.audit.Audit;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.member.User;
import io.diction.organization.member.Users;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The second step of signing in: codes of an authenticator app, or those kept for emergencies. */
@Service
public class SecondFactor {
  private final OneTimeCodes apps;
  private final RecoveryCodes recoveryCodes;
  private final Users users;
  private final Audit audit;

  SecondFactor(OneTimeCodes apps, RecoveryCodes recoveryCodes, Users users, Audit audit) {
    this.apps = apps;
    this.recoveryCodes = recoveryCodes;
    this.users = users;
    this.audit = audit;
  }

  /** What the user's app is told; nothing is asked for at sign-in before it has given a code. */
  @Transactional
  public AppSetUp begin(SignedIn user, String email) {
    if (apps.isConfirmed(user.user())) {
      throw new Refusal.WrongState(ErrorCode.CONFLICT);
    }
    return AppSetUp.of(apps.begin(user.user()), email);
  }

  /** The same once more, while its first code is waited for. */
  @Transactional(readOnly = true)
  public AppSetUp begun(SignedIn user, String email) {
    return AppSetUp.of(apps.begun(user.user()), email);
  }

  /** Whether a code of the app is waited for. */
  public boolean isBegun(UserId user) {
    return apps.isBegun(user);
  }

  /** The recovery codes, to be shown once, if the app's code is right. */
  @Transactional
  public Optional<List<String>> confirm(SignedIn user, String email, String code) {
    if (!apps.confirm(user.user(), digits(code))) {
      return Optional.empty();
    }
    users.askForSecondFactor(user.user(), true);
    audit.record(user, "user.secondFactorOn", "user", user.user().value(), email);
    return Optional.of(recoveryCodes.renew(user.user()));
  }

  /** Whether it is a code of the user's app or an unused recovery code; it is used up then. */
  @Transactional
  public boolean take(SignedIn user, String code) {
    String digits = digits(code);
    if (digits.matches("[0-9]{6}")) {
      return apps.isConfirmed(user.user()) && apps.take(user.user(), digits);
    }
    boolean taken = recoveryCodes.take(user.user(), code);
    if (taken) {
      audit.record(user, "user.useRecoveryCode", "user", user.user().value(), user.displayName());
    }
    return taken;
  }

  public int recoveryCodesLeft(UserId user) {
    return recoveryCodes.left(user);
  }

  /** New recovery codes; the earlier ones are void. */
  @Transactional
  public List<String> renewRecoveryCodes(SignedIn user, String email) {
    if (!user.secondFactor()) {
      throw new Refusal.WrongState(ErrorCode.CONFLICT);
    }
    audit.record(user, "user.renewRecoveryCodes", "user", user.user().value(), email);
    return recoveryCodes.renew(user.user());
  }

  /** A password is enough again. The caller has checked who may. */
  @Transactional
  public void switchOff(SignedIn by, User user) {
    apps.forget(user.id());
    recoveryCodes.forget(user.id());
    users.askForSecondFactor(user.id(), false);
    audit.record(by, "user.secondFactorOff", "user", user.id().value(), user.email());
  }

  private static String digits(String code) {
    return code.replaceAll("\\s", "");
  }
}
