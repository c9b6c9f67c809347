package io.diction.account.factor;

import io.diction.identity.Sha256;
import io.diction.identity.UserId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Codes on paper for the day the phone is lost, each good for one sign-in. Their 79 random bits
 * cannot be guessed from a hash, so a quick one is enough.
 */
@Repository
class RecoveryCodes {
  private static final int CODES = 10;

  /** Nobody mistakes one of these for another. */
  private static final String LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";

  private static final int LENGTH = 16;

  private final SecureRandom random = new SecureRandom();
  private final JdbcClient jdbc;
  private final Clock clock;

  RecoveryCodes(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** New codes in place of all earlier ones. */
  List<String> renew(UserId user) {
    forget(user);
    List<String> codes = Stream.generate(this::code).limit(CODES).toList();
    for (String code : codes) {
      jdbc.sql("insert into recovery_code (user_id, code_hash) values (:user, :hash)")
          .param("user", user.value())
          .param("hash", hash(user, code))
          .update();
    }
    return codes;
  }

  /** Whether the code is one of the user's; it is used up then. */
  boolean take(UserId user, String code) {
    return jdbc.sql(
                """
                update recovery_code
                set used_at = :now
                where user_id = :user and code_hash = :hash and used_at is null
                """)
            .param("now", OffsetDateTime.now(clock))
            .param("user", user.value())
            .param("hash", hash(user, code))
            .update()
        == 1;
  }

  int left(UserId user) {
    return jdbc.sql("select count(*) from recovery_code where user_id = :user and used_at is null")
        .param("user", user.value())
        .query(Integer.class)
        .single();
  }

  void forget(UserId user) {
    jdbc.sql("delete from recovery_code where user_id = :user")
        .param("user", user.value())
        .update();
  }

  /** Such as {@code 7k3m-2xqd-p9wt-4hzb}. */
  private String code() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      code.append(i > 0 && i % 4 == 0 ? "-" : "")
          .append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return code.toString();
  }

  /** However it is typed: with hyphens, blanks or capitals. */
  private static String hash(UserId user, String code) {
    String letters = code.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-z]", "");
    return Sha256.of(user + " " + letters);
  }
}
