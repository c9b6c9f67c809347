package io.diction.administration.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;

class UptimeTest {
  @ParameterizedTest
  @CsvSource({
    "PT59S, en, less than a minute",
    "PT1M, nl, 1 minuut",
    "PT4H55M, en, 4 hours 55 minutes",
    "PT4H55M, nl, 4 uur 55 minuten",
    "PT1H1M, de, 1 Stunde 1 Minute",
    "PT2H, en, 2 hours",
    "P1DT1H30M, en, 1 day 1 hour",
    "P1200D, en, '1,200 days'",
    "P12DT5H, de, 12 Tagen 5 Stunden"
  })
  void isSaidInWords(Duration time, Locale locale, String words) {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/administration");
    messages.setDefaultEncoding("UTF-8");
    Uptime up = Uptime.of(time);

    assertThat(
            messages
                .getMessage(
                    "administration.uptime." + up.unit(),
                    new Object[] {up.first(), up.second()},
                    locale)
                .strip())
        .isEqualTo(words);
  }
}
