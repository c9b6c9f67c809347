package io.diction.account.security;

import io.diction.account.Account;
import io.diction.account.factor.PasskeyRefused;
import io.diction.account.factor.Passkeys;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.stereotype.Service;

/** Adds a passkey to the own account, for whoever has just shown the password. */
@Service
class NewPasskey {
  private static final Logger LOG = LoggerFactory.getLogger(NewPasskey.class);

  /** What the new passkey has to answer to, once. */
  private static final String OPTIONS = "diction.passkey.adding";

  private final Account account;
  private final Passkeys passkeys;
  private final RecentPassword recent;

  NewPasskey(Account account, Passkeys passkeys, RecentPassword recent) {
    this.account = account;
    this.passkeys = passkeys;
    this.recent = recent;
  }

  /** What the browser needs in order to make one. */
  String begin(SignedIn user, HttpServletRequest request) {
    if (!recent.isShown(request)) {
      throw new Refusal.NotAllowed();
    }
    PublicKeyCredentialCreationOptions options =
        passkeys.beginAdding(account.get(user), request.getLocalPort());
    request.getSession().setAttribute(OPTIONS, options);
    return passkeys.written(options);
  }

  /** Whether what the browser made is one. */
  boolean isAdded(String credential, String label, SignedIn user, HttpServletRequest request) {
    HttpSession session = request.getSession();
    if (!(session.getAttribute(OPTIONS) instanceof PublicKeyCredentialCreationOptions options)) {
      return false;
    }
    session.removeAttribute(OPTIONS);
    try {
      passkeys.add(user, options, credential, label, request.getLocalPort());
      return true;
    } catch (PasskeyRefused e) {
      LOG.info("A passkey was not added: {}", e.reason());
      return false;
    }
  }
}
