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

/**
 * The second step of signing in: codes of an authenticator app, passkeys, or the codes kept for
 * emergencies. App and passkeys are switched on and off each by itself; a password alone is enough
 * again when both are off.
 */
@Service
public class SecondFactor {
  /** Which code was right. */
  public enum Code {
    APP,
    RECOVERY
  }

  private static final String AUDITED = "user";

  private final OneTimeCodes apps;
  private final PasskeyStep passkeyStep;
  private final OwnPasskeys passkeys;
  private final RecoveryCodes recoveryCodes;
  private final Users users;
  private final Audit audit;

  SecondFactor(
      OneTimeCodes apps,
      PasskeyStep passkeyStep,
      OwnPasskeys passkeys,
      RecoveryCodes recoveryCodes,
      Users users,
      Audit audit) {
    this.apps = apps;
    this.passkeyStep = passkeyStep;
    this.passkeys = passkeys;
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

  /** Whether the user's app gives codes. */
  public boolean hasApp(UserId user) {
    return apps.isConfirmed(user);
  }

  /** Whether a passkey is asked for after the password. */
  public boolean asksForPasskey(UserId user) {
    return passkeyStep.isWanted(user);
  }

  /** The recovery codes, to be shown once, if the app's code is right. */
  @Transactional
  public Optional<List<String>> confirm(SignedIn user, String email, String code) {
    users.lock(user.user());
    if (!apps.confirm(user.user(), digits(code))) {
      return Optional.empty();
    }
    users.askForSecondFactor(user.user(), true);
    audit.record(user, "user.second-factor-on", AUDITED, user.user().value(), email);
    return Optional.of(recoveryCodes.renew(user.user()));
  }

  /**
   * Asks for a passkey after the password from now on. The caller has seen one.
   *
   * @return the recovery codes, to be shown once; none where the user has some for the app already
   */
  @Transactional
  public List<String> askForPasskey(SignedIn user) {
    users.lock(user.user());
    if (!passkeys.lockAny(user.user())) {
      throw new Refusal.WrongState(ErrorCode.CONFLICT);
    }
    // As of now: the request may have begun before the app was switched off.
    boolean already = apps.isConfirmed(user.user()) || passkeyStep.isWanted(user.user());
    passkeyStep.want(user.user());
    users.askForSecondFactor(user.user(), true);
    record(user, "user.passkey-step-on");
    return already ? List.of() : recoveryCodes.renew(user.user());
  }

  /** Whether it is a code of the user's app or an unused recovery code; it is used up then. */
  @Transactional
  public Optional<Code> take(SignedIn user, String code) {
    String digits = digits(code);
    if (digits.matches("[0-9]{6}")) {
      return apps.isConfirmed(user.user()) && apps.take(user.user(), digits)
          ? Optional.of(Code.APP)
          : Optional.empty();
    }
    if (!recoveryCodes.take(user.user(), code)) {
      return Optional.empty();
    }
    record(user, "user.use-recovery-code");
    return Optional.of(Code.RECOVERY);
  }

  public int recoveryCodesLeft(UserId user) {
    return recoveryCodes.left(user);
  }

  /** New recovery codes; the earlier ones are void. */
  @Transactional
  public List<String> renewRecoveryCodes(SignedIn user) {
    if (!user.secondFactor()) {
      throw new Refusal.WrongState(ErrorCode.CONFLICT);
    }
    record(user, "user.renew-recovery-codes");
    return recoveryCodes.renew(user.user());
  }

  /** The app's codes are asked for no more. */
  @Transactional
  public void switchOffApp(SignedIn user) {
    users.lock(user.user());
    apps.forget(user.user());
    record(user, "user.second-factor-off");
    if (!passkeyStep.isWanted(user.user())) {
      forget(user.user());
    }
  }

  /** Passkeys are asked for no more; with one the user is let in without a password as before. */
  @Transactional
  public void switchOffPasskeyStep(SignedIn user) {
    users.lock(user.user());
    passkeyStep.forget(user.user());
    record(user, "user.passkey-step-off");
    if (!apps.isConfirmed(user.user())) {
      forget(user.user());
    }
  }

  /** A password is enough again. The caller has checked who may. */
  @Transactional
  public void switchOff(SignedIn by, User user) {
    forget(user.id());
    audit.record(by, "user.second-factor-off", AUDITED, user.id().value(), user.email());
  }

  /** The same by whoever runs the installation, from the command line. */
  @Transactional
  public void switchOffByOperator(User user) {
    forget(user.id());
    audit.record(
        user.organization(),
        "user.second-factor-off",
        AUDITED,
        user.id().value(),
        user.email(),
        "command line");
  }

  private void forget(UserId user) {
    users.lock(user);
    apps.forget(user);
    passkeyStep.forget(user);
    recoveryCodes.forget(user);
    users.askForSecondFactor(user, false);
  }

  private void record(SignedIn user, String action) {
    audit.record(user, action, AUDITED, user.user().value(), user.displayName());
  }

  private static String digits(String code) {
    return code.replaceAll("\\s", "");
  }
}
