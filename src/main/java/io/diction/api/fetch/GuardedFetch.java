package io.diction.api.fetch;

import io.diction.api.fetch.FetchFailed.Reason;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Gets and posts to addresses that callers name. A host is looked up once, and the connection made
 * to what was found and checked, so that a name cannot lead elsewhere a moment later; every
 * redirect is checked like the first address. No proxy, no cookies, no passwords.
 */
@Component
public class GuardedFetch {
  private static final Timeout CONNECT = Timeout.ofSeconds(10);
  private static final Timeout SILENCE = Timeout.ofSeconds(30);
  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_CONNECTIONS = 64;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** A head is read into memory before anybody sees it. */
  private static final Http1Config HEAD =
      Http1Config.custom().setMaxLineLength(8192).setMaxHeaderCount(100).build();

  private final CloseableHttpClient client;
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "fetch-deadlines");
            thread.setDaemon(true);
            return thread;
          });

  GuardedFetch(GuardedNames names) {
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(names)
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(HEAD).build())
                    .setMaxConnTotal(MOST_CONNECTIONS)
                    .setMaxConnPerRoute(MOST_CONNECTIONS)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT)
                            .setSocketTimeout(SILENCE)
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(SILENCE)
                    .setResponseTimeout(SILENCE)
                    .build())
            .setUserAgent("Diction")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  /** Takes what came: the stream ends, or fails, before anything more than was allowed. */
  public interface Receiver<T> {
    /**
     * @param length bytes to come, -1 where that is not known
     */
    T receive(InputStream bytes, long length) throws IOException;
  }

  /**
   * What a post was answered.
   *
   * @param body at most as much as was asked for
   */
  public record Answer(int status, byte[] body) {
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  /**
   * Checks what can be said of an address without going there.
   *
   * @throws FetchFailed for one that nothing will ever be fetched from
   */
  public static void requireFetchable(URI address) throws FetchFailed {
    String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new FetchFailed(Reason.ADDRESS, "The address has to begin with http:// or https://.");
    }
    if (address.getHost() == null || address.getRawUserInfo() != null) {
      throw new FetchFailed(
          Reason.ADDRESS, "The address has to name a host, and no user or password.");
    }
  }

  /**
   * Fetches by GET, through at most five redirects.
   *
   * @param most time for all of it
   * @throws FetchFailed when it cannot be had, is too large or takes too long
   * @throws IOException of the receiver
   */
  public <T> T get(URI address, DataSize largest, Duration most, Receiver<T> receiver)
      throws IOException {
    long deadline = System.nanoTime() + most.toNanos();
    URI next = address;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      requireFetchable(next);
      HttpGet request = new HttpGet(next);
      ScheduledFuture<?> end = endAt(deadline, request);
      try {
        ClassicHttpResponse response = open(request, deadline);
        if (response.getCode() == 200) {
          try (response) {
            return received(request, response.getEntity(), largest, deadline, receiver);
          }
        }
        leave(request, response);
        next = next(next, response);
      } finally {
        end.cancel(false);
      }
    }
    throw new FetchFailed(Reason.REDIRECTS, "The address redirects again and again.");
  }

  /**
   * Posts, without following redirects.
   *
   * @param most time until the whole answer is there
   */
  public Answer post(
      URI address, Map<String, String> headers, byte[] body, Duration most, DataSize largestAnswer)
      throws IOException {
    requireFetchable(address);
    HttpPost request = new HttpPost(address);
    request.setConfig(RequestConfig.custom().setResponseTimeout(Timeout.of(most)).build());
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(body, null));
    long deadline = System.nanoTime() + most.toNanos();
    ScheduledFuture<?> end = endAt(deadline, request);
    try (ClassicHttpResponse response = open(request, deadline)) {
      HttpEntity entity = response.getEntity();
      int wanted = Math.toIntExact(largestAnswer.toBytes());
      byte[] answer = new byte[0];
      if (entity != null) {
        InputStream bytes = new LimitedStream(entity.getContent(), Long.MAX_VALUE, deadline);
        answer = bytes.readNBytes(wanted);
        // What is left of it is not waited for.
        request.abort();
      }
      return new Answer(response.getCode(), answer);
    } finally {
      end.cancel(false);
    }
  }

  /** Without what else it would send: closing alone would read that to its end. */
  private static void leave(HttpUriRequestBase request, ClassicHttpResponse response) {
    request.abort();
    try {
      response.close();
    } catch (IOException gone) {
      // That was the point.
    }
  }

  /** Where it leads on to. */
  private static URI next(URI from, ClassicHttpResponse response) throws FetchFailed {
    int status = response.getCode();
    Header location = response.getFirstHeader("Location");
    if (!REDIRECTS.contains(status) || location == null) {
      throw new FetchFailed(Reason.STATUS, "The address answers with %d.".formatted(status));
    }
    return resolved(from, location.getValue());
  }

  /** Whatever it waits for by then: a connection, the head of the answer, or its bytes. */
  private ScheduledFuture<?> endAt(long deadline, HttpUriRequestBase request) {
    return watchdog.schedule(
        request::abort, Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private static <T> T received(
      HttpUriRequestBase request,
      @Nullable HttpEntity entity,
      DataSize largest,
      long deadline,
      Receiver<T> receiver)
      throws IOException {
    if (entity == null) {
      return receiver.receive(InputStream.nullInputStream(), 0);
    }
    if (entity.getContentLength() > largest.toBytes()) {
      request.abort();
      throw LimitedStream.tooLarge(largest.toBytes());
    }
    boolean whole = false;
    try {
      T result =
          receiver.receive(
              new LimitedStream(entity.getContent(), largest.toBytes(), deadline),
              entity.getContentLength());
      whole = true;
      return result;
    } finally {
      if (!whole) {
        // Else closing would read to the end of what nobody wants.
        request.abort();
      }
    }
  }

  private static FetchFailed late(IOException cause) {
    return new FetchFailed(Reason.TIMED_OUT, "The address does not answer in time.", cause);
  }

  private ClassicHttpResponse open(HttpUriRequestBase request, long deadline) throws IOException {
    try {
      return client.executeOpen(null, request, null);
    } catch (FetchFailed refused) {
      throw refused;
    } catch (UnknownHostException unknown) {
      throw new FetchFailed(
          Reason.HOST, "The host of the address has no address in the public network.", unknown);
    } catch (InterruptedIOException silent) {
      throw late(silent);
    } catch (IOException broken) {
      if (System.nanoTime() >= deadline) {
        throw late(broken);
      }
      throw new FetchFailed(
          Reason.CONNECTION, "No connection to the address could be made.", broken);
    }
  }

  private static URI resolved(URI from, String location) throws FetchFailed {
    try {
      return from.resolve(location);
    } catch (IllegalArgumentException malformed) {
      throw new FetchFailed(Reason.REDIRECTS, "The address redirects to what is no address.");
    }
  }

  @PreDestroy
  void close() throws IOException {
    watchdog.shutdownNow();
    client.close();
  }
}
