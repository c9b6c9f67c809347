package io.diction.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryFileTest {
  @TempDir private Path folder;

  @Test
  void threadsThatReplaceTheSameFileDoNotDisturbEachOther() throws Exception {
    Path file = folder.resolve("a.clip");
    int threads = 8;
    CyclicBarrier together = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> writes = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        writes.add(
            pool.submit(
                () -> {
                  together.await();
                  for (int k = 0; k < 20; k++) {
                    BinaryFile.replace(
                        file, out -> out.write("whole".getBytes(StandardCharsets.UTF_8)));
                  }
                  return null;
                }));
      }
      for (Future<?> write : writes) {
        write.get();
      }
    } finally {
      pool.shutdown();
    }
    assertThat(file).hasContent("whole");
    try (var entries = Files.list(folder)) {
      assertThat(entries).hasSize(1);
    }
  }
}
