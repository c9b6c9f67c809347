package io.diction.bench;

import io.diction.testing.HttpBrowser;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Asks a server in another process for one address after the other, with many clients at once. */
final class PortalLoad {
  private static final double NANOS_PER_MS = 1e6;

  private final List<HttpBrowser> clients;
  private final LongSupplier cpuNanos;
  private final long warmUpNanos;
  private final long measuredNanos;

  /**
   * @param clients signed in
   * @param cpuNanos what the server's process has used of the processors' time
   */
  PortalLoad(List<HttpBrowser> clients, LongSupplier cpuNanos, int warmUpMs, int measuredMs) {
    this.clients = List.copyOf(clients);
    this.cpuNanos = cpuNanos;
    this.warmUpNanos = TimeUnit.MILLISECONDS.toNanos(warmUpMs);
    this.measuredNanos = TimeUnit.MILLISECONDS.toNanos(measuredMs);
  }

  /**
   * How long answers took, in milliseconds, how many there were in a second, and what each cost the
   * server's processors, in milliseconds too.
   */
  record Result(String name, double p50, double p95, double p99, double perSecond, double cpu) {
    static final String HEAD =
        "%-54s %8s %8s %8s %8s %8s"
            .formatted("16 clients", "p50 ms", "p95 ms", "p99 ms", "per s", "cpu ms");

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%-54s %8.1f %8.1f %8.1f %8.0f %8.2f", name, p50, p95, p99, perSecond, cpu);
    }
  }

  Result ask(String name, String path, boolean fragment)
      throws InterruptedException, ExecutionException {
    LongAdder answers = new LongAdder();
    long cpu = cpuNanos.getAsLong();
    ExecutorService threads = Executors.newFixedThreadPool(clients.size());
    try {
      List<Callable<List<Long>>> works = new ArrayList<>();
      for (HttpBrowser client : clients) {
        works.add(() -> ask(client, path, fragment, answers));
      }
      List<Long> times = new ArrayList<>();
      for (Future<List<Long>> done : threads.invokeAll(works)) {
        times.addAll(done.get());
      }
      double[] sorted =
          times.stream().mapToDouble(nanos -> nanos / NANOS_PER_MS).sorted().toArray();
      return new Result(
          name,
          quantile(sorted, 0.5),
          quantile(sorted, 0.95),
          quantile(sorted, 0.99),
          sorted.length * 1e9 / measuredNanos,
          (cpuNanos.getAsLong() - cpu) / NANOS_PER_MS / answers.sum());
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Long> ask(HttpBrowser client, String path, boolean fragment, LongAdder answers) {
    String[] headers = fragment ? new String[] {"HX-Request", "true"} : new String[0];
    List<Long> times = new ArrayList<>();
    long begin = System.nanoTime() + warmUpNanos;
    long end = begin + measuredNanos;
    long start = System.nanoTime();
    while (start < end || times.isEmpty()) {
      HttpResponse<String> answer = client.fetch(path, headers);
      long now = System.nanoTime();
      answers.increment();
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + " answers " + answer.statusCode());
      }
      if (start >= begin) {
        times.add(now - start);
      }
      start = now;
    }
    return times;
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.ceil(sorted.length * share) - 1];
  }
}
