package io.diction.bench;

import java.io.IOException;
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

  private final List<PortalClient> clients;
  private final LongSupplier cpuNanos;
  private final int pauseMs;
  private final long warmUpNanos;
  private final long measuredNanos;

  /**
   * @param clients signed in
   * @param cpuNanos what the server's process has used of the processors' time
   * @param pauseMs how long a client reads an answer before it asks again; 0 asks at once
   */
  PortalLoad(
      List<PortalClient> clients,
      LongSupplier cpuNanos,
      int pauseMs,
      int warmUpMs,
      int measuredMs) {
    this.clients = List.copyOf(clients);
    this.cpuNanos = cpuNanos;
    this.pauseMs = pauseMs;
    this.warmUpNanos = TimeUnit.MILLISECONDS.toNanos(warmUpMs);
    this.measuredNanos = TimeUnit.MILLISECONDS.toNanos(measuredMs);
  }

  /** An address, and whether htmx asks for it. */
  record Address(String path, boolean fragment) {}

  /**
   * How long answers took, in milliseconds from sending the request to the last byte; how many
   * there were in a second; and what each cost the server's processors and this process, in
   * milliseconds too.
   */
  record Result(
      String name,
      double p50,
      double p95,
      double p99,
      double perSecond,
      double cpu,
      double ownCpu) {
    static final String HEAD =
        "%-54s %8s %8s %8s %8s %8s %8s"
            .formatted("16 clients", "p50 ms", "p95 ms", "p99 ms", "per s", "cpu ms", "own ms");

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-54s %8.1f %8.1f %8.1f %8.0f %8.2f %8.2f",
          name,
          p50,
          p95,
          p99,
          perSecond,
          cpu,
          ownCpu);
    }
  }

  /** Every client asks for the addresses in turn, each from another one on. */
  Result ask(String name, List<Address> addresses) throws InterruptedException, ExecutionException {
    LongAdder answers = new LongAdder();
    long cpu = cpuNanos.getAsLong();
    long own = ownNanos();
    ExecutorService threads = Executors.newFixedThreadPool(clients.size());
    try {
      List<Callable<List<Long>>> works = new ArrayList<>();
      for (int i = 0; i < clients.size(); i++) {
        PortalClient client = clients.get(i);
        int first = i * addresses.size() / clients.size();
        works.add(() -> ask(client, addresses, first, answers));
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
          (cpuNanos.getAsLong() - cpu) / NANOS_PER_MS / answers.sum(),
          (ownNanos() - own) / NANOS_PER_MS / answers.sum());
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Long> ask(PortalClient client, List<Address> addresses, int first, LongAdder answers)
      throws IOException, InterruptedException {
    List<byte[]> requests =
        addresses.stream()
            .map(address -> client.request(address.path(), address.fragment()))
            .toList();
    // The server hangs up on who was silent while others asked.
    client.close();
    List<Long> times = new ArrayList<>();
    long begin = System.nanoTime() + warmUpNanos;
    long end = begin + measuredNanos;
    int next = first;
    for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
      int status = client.ask(requests.get(next));
      long now = System.nanoTime();
      answers.increment();
      if (status != 200) {
        throw new IllegalStateException(addresses.get(next) + " answers " + status);
      }
      if (start >= begin) {
        times.add(now - start);
      }
      next = (next + 1) % requests.size();
      if (pauseMs > 0) {
        Thread.sleep(pauseMs);
      }
    }
    return times;
  }

  private static long ownNanos() {
    return ProcessHandle.current().info().totalCpuDuration().map(d -> d.toNanos()).orElse(0L);
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.ceil(sorted.length * share) - 1];
  }
}
