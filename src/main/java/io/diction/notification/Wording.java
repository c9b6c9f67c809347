package io.diction.notification;

import io.diction.web.Languages;
import io.diction.web.Times;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Says what there is to tell in the reader's language and zone. */
@Component
class Wording {
  private final MessageSource messages;

  Wording(MessageSource messages) {
    this.messages = messages;
  }

  String text(News news, Locale language, ZoneId zone) {
    return messages.getMessage(
        key(news),
        new Object[] {news.about(), news.party(), news.detail(), on(news, language, zone)},
        language);
  }

  /** Two kinds say more where their detail is known. */
  private static String key(News news) {
    String key = "notification.kind." + news.kind().key();
    if (news.detail().isEmpty()) {
      return key;
    }
    return switch (news.kind()) {
      case SHARE_CHANGED -> key + "." + news.detail();
      case DEFAULT_SET -> key + ".replacing";
      default -> key;
    };
  }

  String of(String key, Locale language, Object... arguments) {
    return messages.getMessage(key, arguments, language);
  }

  /** With its zone: whoever reads may be in another one than the date was set in. */
  private static String on(News news, Locale language, ZoneId zone) {
    OffsetDateTime on = news.on();
    return on == null
        ? ""
        : Times.of(language).format(on.atZoneSameInstant(zone)) + " (" + zone.getId() + ")";
  }

  /** One of ours; English where nobody chose. */
  static Locale language(@Nullable String tag) {
    return Languages.ALL.stream()
        .filter(
            known ->
                tag != null && known.getLanguage().equals(Locale.forLanguageTag(tag).getLanguage()))
        .findFirst()
        .orElse(Languages.ENGLISH);
  }
}
