package io.diction.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.pack.LanguagePack;
import io.diction.speech.pack.PackFixtures;
import io.diction.speech.pack.PackOptions;
import io.diction.speech.pack.Packs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LoadedPacksTest {
  @TempDir private Path folder;

  private LanguagePack installed(String name) throws IOException {
    Path source = PackFixtures.described(folder, name);
    Files.writeString(source.resolve("words.dic"), PackFixtures.DICTIONARY + name + " A M\n");
    return new Packs(folder.resolve("packs"))
        .install(source, PackOptions.NONE, Progress.NONE)
        .pack();
  }

  @Test
  void nobodyWaitsForALoadWhoseModelIsThere() throws Exception {
    LanguagePack first = installed("first");
    LanguagePack second = installed("second");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    LoadedPacks loaded =
        new LoadedPacks(
            pack -> {
              if (pack.name().equals("second")) {
                begun.countDown();
                await(go);
              }
              return pack.speechModel();
            });
    SpeechModel kept = loaded.get(first);
    CompletableFuture<SpeechModel> slow = CompletableFuture.supplyAsync(() -> loaded.get(second));
    await(begun);
    assertThat(loaded.get(first)).isSameAs(kept);
    assertThat(slow).isNotDone();
    go.countDown();
    assertThat(slow.get(30, TimeUnit.SECONDS)).isSameAs(loaded.get(second));
  }

  @Test
  void loadsEachOnceAndKeepsThoseUsedLast() throws IOException {
    AtomicInteger loads = new AtomicInteger();
    LoadedPacks loaded =
        new LoadedPacks(
            pack -> {
              loads.incrementAndGet();
              return pack.speechModel();
            });
    LanguagePack one = installed("one");
    LanguagePack two = installed("two");
    LanguagePack three = installed("three");
    SpeechModel kept = loaded.get(one);
    SpeechModel other = loaded.get(two);
    assertThat(loaded.get(one)).isSameAs(kept);
    assertThat(loaded.get(three)).isNotSameAs(kept);
    assertThat(loads).hasValue(3);
    assertThat(loaded.get(one)).isSameAs(kept);
    assertThat(loaded.get(two)).isNotSameAs(other);
    assertThat(loads).hasValue(4);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
