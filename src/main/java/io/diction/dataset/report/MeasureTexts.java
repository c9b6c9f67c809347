package io.diction.dataset.report;

import io.diction.dataset.file.Item;
import io.diction.dataset.file.Item.Coding;
import io.diction.dataset.file.Item.Heard;
import io.diction.dataset.file.Item.Sound;
import io.diction.speech.corpus.TextShape;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Says what was measured in a file. */
@Component
public class MeasureTexts {
  private final MessageSource messages;

  MeasureTexts(MessageSource messages) {
    this.messages = messages;
  }

  /** One measure as a user reads it. */
  public record Measure(String name, String value) {}

  /**
   * All measures of a file, none where nothing was measured.
   *
   * @param speakers who speaks in it, as far as that was given
   */
  public List<Measure> of(Item item, List<String> speakers) {
    List<Measure> measures = new ArrayList<>();
    Heard heard = item.heard();
    if (heard != null) {
      add(measures, heard);
    }
    TextShape shape = item.shape();
    if (shape != null) {
      String encoding = shape.encoding();
      measures.add(
          measure("encoding", shape.isMarked() ? text("encoding.marked", encoding) : encoding));
      measures.add(measure("lines", text("lines." + shape.lineEnding())));
    }
    if (!speakers.isEmpty()) {
      measures.add(
          measure(speakers.size() == 1 ? "speaker" : "speaker.all", String.join(", ", speakers)));
    }
    return measures;
  }

  /** How many of the words that are written are heard. */
  Measure agreement(double share) {
    return measure("agreement", percent(share, 0));
  }

  private void add(List<Measure> measures, Heard heard) {
    Coding coding = heard.coding();
    Sound sound = heard.sound();
    if (!coding.container().isEmpty()) {
      measures.add(
          measure(
              "format",
              coding.container().equals(coding.codec())
                  ? coding.codec()
                  : text("format.value", coding.container(), coding.codec())));
    }
    measures.add(
        measure(
            "rate",
            messages.getMessage(
                "dataset.rate.value",
                new Object[] {coding.sampleRateHz(), coding.channels()},
                LocaleContextHolder.getLocale())));
    if (coding.bits() > 0) {
      measures.add(
          measure(
              "bits",
              heard.unusedBits() > 0
                  ? text("bits.unused", coding.bits(), heard.unusedBits())
                  : text("bits.value", coding.bits())));
    }
    if (sound.bandwidthHz() > 0) {
      measures.add(
          measure(
              "bandwidth",
              text(
                  heard.isTelephoneInWide() ? "bandwidth.telephone" : "bandwidth.value",
                  sound.bandwidthHz())));
    }
    Double loudness = sound.loudnessLufs();
    if (loudness != null) {
      measures.add(measure("loudness", number(loudness, 1) + " LUFS"));
    }
    Double peak = sound.peakDb();
    if (peak != null) {
      measures.add(measure("peak", number(peak, 1) + " dBFS"));
    }
    measures.add(measure("clipped", percent(sound.clipped(), 2)));
    measures.add(measure("noise", number(sound.signalToNoiseDb(), 0) + " dB"));
    measures.add(measure("silence", percent(sound.silence(), 0)));
    measures.add(measure("speech", percent(sound.speech(), 0)));
  }

  private Measure measure(String key, String value) {
    return new Measure(text(key), value);
  }

  private String text(String key, Object... arguments) {
    return messages.getMessage(
        "dataset.measure." + key, arguments, LocaleContextHolder.getLocale());
  }

  private String percent(double share, int digits) {
    return messages.getMessage(
        "dataset.percent",
        new Object[] {number(share * 100, digits)},
        LocaleContextHolder.getLocale());
  }

  private static String number(double value, int digits) {
    Locale locale = LocaleContextHolder.getLocale();
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return format.format(value);
  }
}
