package io.diction.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diction.speech.audio.Audio;
import io.diction.speech.audio.WavWriter;
import io.diction.testing.DictionProcess;
import io.diction.testing.PortalSessions;
import io.diction.testing.PortalSessions.Sent;
import io.diction.testing.SpeechFixtures;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The packaged application with more to recognise than it can at once: an organization with long
 * recordings and many short ones, and two others with a few.
 */
class SessionQueueIT {
  private static final int RATE = Audio.RECOGNITION_RATE_HZ;
  private static final double PAUSE_SECONDS = 0.4;
  private static final long MEGABYTE = 1 << 20;

  /** What the process may have: twice its heap. */
  private static final long MOST_MEMORY = 1200 * MEGABYTE;

  private static final List<String> SAID =
      List.of(
          "the house is on the green hill",
          "she goes home with her brother every evening",
          "the weather was cold and it rained all day",
          "they have been waiting for a letter for weeks",
          "there was nobody in the street this morning",
          "we would like to have some bread and butter",
          "he said that it was too late to go back",
          "the old man opened the door and walked into the garden");

  private static final Pattern PLACE = Pattern.compile("number (\\d+) in the queue");

  @TempDir private Path folder;

  private final List<float[]> voices = new ArrayList<>();

  /**
   * How much there is to do.
   *
   * @param minutes of the recording that is recognised to its end
   * @param cancelled minutes of the one that is cancelled on the way
   * @param first short recordings of the organization that has the long ones
   */
  private record Load(double minutes, double cancelled, int first, int second, int third) {}

  @Test
  void sharesItsSlotsBetweenOrganizationsAndCancelsAtOnce() throws Exception {
    run(new Load(2, 12, 9, 4, 2));
  }

  @Test
  @Tag("soak")
  void takesFiftySessionsAndThreeHours() throws Exception {
    run(new Load(180, 180, 32, 13, 5));
  }

  private void run(Load load) throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("diction.jar") != null, "needs the packaged jar: run mvn verify");
    for (int i = 0; i < SAID.size(); i++) {
      voices.add(SpeechFixtures.say(SAID.get(i), i).samples());
    }
    Path lasting = speech("lasting.wav", load.minutes());
    Path cancelled = speech("cancelled.wav", load.cancelled());
    Path data = folder.resolve("data");
    List<String> batches = new ArrayList<>();
    long begun = System.nanoTime();
    try (DictionProcess server = DictionProcess.serveOptimized(data)) {
      PortalSessions first = new PortalSessions(server, "user@lakeside.example");
      PortalSessions second = new PortalSessions(server, "user@harbour.example");
      PortalSessions third = new PortalSessions(server, "user@meridian.example");
      String whole = first.start(List.of(Sent.of(lasting)));
      String stopped = first.start(List.of(Sent.of(cancelled)));
      for (String one : List.of(whole, stopped)) {
        await().atMost(Duration.ofMinutes(3)).until(() -> fraction(first, one) > 0);
      }

      batches.add(first.start(recordings("a", load.first())));
      batches.add(second.start(recordings("b", load.second())));
      batches.add(third.start(recordings("c", load.third())));
      List<Integer> places = places(first.page(batches.get(0)));
      assertThat(places).as("in the order in which they came").isSorted().isNotEmpty();
      assertThat(places.get(0)).as("others go first").isGreaterThan(1);
      assertThat(new HashSet<>(places)).as("each has its own").hasSameSizeAs(places);

      double far = fraction(first, stopped);
      long asked = System.nanoTime();
      assertThat(first.press(stopped + "/cancel")).isEqualTo(302);
      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> first.page(stopped).select(".status-badge").text().equals("Cancelled"));
      double toCancel = seconds(asked);
      assertThat(far).as("in the middle of it").isLessThan(1);
      assertThat(toCancel).isLessThan(10);

      awaitEnd(third, batches.get(2), "#batch");
      awaitEnd(second, batches.get(1), "#batch");
      awaitEnd(first, batches.get(0), "#batch");
      awaitEnd(first, whole, "#session");
      double took = seconds(begun);
      requireComplete(first, batches.get(0), load.first());
      requireComplete(second, batches.get(1), load.second());
      requireComplete(third, batches.get(2), load.third());
      double heard = requireWhole(first, whole, load.minutes() * 60);
      long memory = server.mostResidentBytes();
      System.out.printf(
          Locale.ROOT,
          "%d sessions and %.0f minutes: %.0f s in all, cancelled at %.1f %% within %.1f s,"
              + " %.1f %% of the words of the long one, at most %d MB%n",
          load.first() + load.second() + load.third(),
          load.minutes(),
          took,
          100 * far,
          toCancel,
          100 * heard,
          memory / MEGABYTE);
      assertThat(memory).isLessThan(MOST_MEMORY);
    }
    requireFair(data);
  }

  private static void awaitEnd(PortalSessions who, String page, String polled) {
    await()
        .atMost(Duration.ofMinutes(50))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> !who.page(page).select(polled).hasAttr("hx-get"));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** Different recordings, each a sentence. */
  private List<Sent> recordings(String name, int count) {
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] samples = voices.get(i % voices.size()).clone();
      // Not the same bytes: what is stored once must not be counted once.
      samples[0] += i * 1e-4f;
      sent.add(
          Sent.of("%s-%02d.wav".formatted(name, i), WavWriter.bytes(new Audio(samples, RATE))));
    }
    return sent;
  }

  /** The sentences one after the other, until it is long enough. */
  private Path speech(String name, double minutes) throws IOException {
    Path file = folder.resolve(name);
    long samples = Math.round(minutes * 60 * RATE);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      ByteBuffer head = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
      head.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt((int) (36 + 2 * samples));
      head.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
      head.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
      head.putShort((short) 2).putShort((short) 16);
      head.put("data".getBytes(StandardCharsets.US_ASCII)).putInt((int) (2 * samples));
      out.write(head.array());
      int sentence = 0;
      int at = 0;
      int length = voices.get(0).length + (int) (PAUSE_SECONDS * RATE);
      for (long i = 0; i < samples; i++) {
        float[] voice = voices.get(sentence);
        int value = at < voice.length ? Math.round(voice[at] * 32_767) : 0;
        out.write(value & 0xff);
        out.write((value >> 8) & 0xff);
        at++;
        if (at == length) {
          at = 0;
          sentence = (sentence + 1) % voices.size();
          length = voices.get(sentence).length + (int) (PAUSE_SECONDS * RATE);
        }
      }
    }
    return file;
  }

  private static double fraction(PortalSessions who, String session) {
    String value = who.page(session).select("progress").attr("value");
    return value.isEmpty() ? 0 : Double.parseDouble(value);
  }

  private static List<Integer> places(Document batch) {
    List<Integer> places = new ArrayList<>();
    for (Element row : batch.select("tbody tr")) {
      Matcher place = PLACE.matcher(row.text());
      if (place.find()) {
        places.add(Integer.valueOf(place.group(1)));
      }
    }
    return places;
  }

  /** Each has the words of its sentence. */
  private static void requireComplete(PortalSessions who, String batch, int count) {
    List<String> sessions = who.page(batch).select("input[name=session]").eachAttr("value");
    assertThat(sessions).as(batch + " ended well").hasSize(count);
    for (int i = 0; i < count; i++) {
      String said = SAID.get(i % SAID.size());
      Set<String> heard = words(who.get("/sessions/" + sessions.get(i) + "/transcript.txt"));
      assertThat(heard).as(said).containsAnyElementsOf(words(said));
    }
  }

  private static Set<String> words(String text) {
    return new HashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("[^a-z]+")));
  }

  /**
   * From its beginning to its end.
   *
   * @return words heard for each that was said
   */
  private double requireWhole(PortalSessions who, String session, double seconds) {
    JsonNode words =
        JsonMapper.shared().readTree(who.get(session + "/transcript.json")).get("words");
    double end = 0;
    double longest = 0;
    for (JsonNode word : words) {
      longest = Math.max(longest, word.get("start").asDouble() - end);
      end = word.get("end").asDouble();
    }
    assertThat(longest).as("nothing is left out").isLessThan(20);
    assertThat(end).isBetween(seconds - 20, seconds + 1);
    double round =
        voices.stream().mapToDouble(voice -> voice.length / (double) RATE + PAUSE_SECONDS).sum();
    int inRound = SAID.stream().mapToInt(said -> said.split(" ").length).sum();
    double heard = words.size() / (inRound * seconds / round);
    assertThat(heard).isBetween(0.8, 1.2);
    return heard;
  }

  /** A start of a session's work. */
  private record Turn(String organization, OffsetDateTime started) {}

  /** Whoever has a few has done with them before the one that has many, and never waits for two. */
  private static void requireFair(Path data) {
    List<Turn> turns = turns(data);
    List<String> order = turns.stream().map(Turn::organization).toList();
    List<String> organizations = order.stream().distinct().toList();
    assertThat(organizations).hasSize(3);
    String many = organizations.get(0);
    for (String few : organizations.subList(1, 3)) {
      assertThat(order.lastIndexOf(few)).isLessThan(order.lastIndexOf(many));
      List<String> meanwhile = order.subList(order.indexOf(few), order.lastIndexOf(few));
      int inARow = 0;
      int most = 0;
      for (String turn : meanwhile) {
        inARow = turn.equals(few) ? 0 : inARow + (turn.equals(many) ? 1 : 0);
        most = Math.max(most, inARow);
      }
      System.out.printf("at most %d turns of the one with many before the next%n", most);
      assertThat(most).isLessThanOrEqualTo(3);
    }
  }

  private static List<Turn> turns(Path data) {
    JdbcConnectionPool database =
        JdbcConnectionPool.create(
            "jdbc:h2:file:%s/diction;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                .formatted(data),
            "sa",
            "");
    try {
      return JdbcClient.create(database)
          .sql(
              """
              select organization_id, started_at
              from job
              where kind = 'transcription' and started_at is not null
              order by started_at, queued_at
              """)
          .query(
              (row, number) -> new Turn(row.getString(1), row.getObject(2, OffsetDateTime.class)))
          .list();
    } finally {
      database.dispose();
    }
  }
}
