package io.diction.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.FastByteArrayOutputStream;
import org.thymeleaf.spring6.view.ThymeleafView;

/**
 * A page that is sent when it is complete and its turn is over: whoever reads slowly keeps nobody
 * else waiting.
 *
 * <p>It also compresses them, faster than the server would, which knows only the usual level: rows
 * that are alike cost that three times the processor's time for a tenth fewer bytes.
 */
final class CompletePage extends ThymeleafView {
  /** Shorter ones gain nothing. */
  private static final int COMPRESSED_FROM = 2048;

  private static final int LEVEL = 3;
  private static final int BLOCK = 16_384;

  @Override
  public void render(
      @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    Written page = new Written(response);
    super.render(model, request, page);
    FastByteArrayOutputStream body = page.complete();
    if (body.size() >= COMPRESSED_FROM) {
      response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
      if (takesGzip(request)) {
        response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        body = compressed(body);
      }
    }
    response.setContentLength(body.size());
    InTurn.over(request);
    body.writeTo(response.getOutputStream());
  }

  /** Whoever names it with a weight, which may be none, gets it from the server or not at all. */
  private static boolean takesGzip(HttpServletRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    if (accepted != null) {
      for (String one : accepted.split(",", -1)) {
        if (one.strip().equalsIgnoreCase("gzip")) {
          return true;
        }
      }
    }
    return false;
  }

  private static FastByteArrayOutputStream compressed(FastByteArrayOutputStream body)
      throws IOException {
    FastByteArrayOutputStream bytes = new FastByteArrayOutputStream(BLOCK);
    try (GZIPOutputStream gzip = new Quick(bytes)) {
      body.writeTo(gzip);
    }
    return bytes;
  }

  private static final class Quick extends GZIPOutputStream {
    Quick(OutputStream bytes) throws IOException {
      super(bytes, 8192);
      def.setLevel(LEVEL);
    }
  }

  /**
   * Keeps a page until it is complete, in many pieces: an array that held all of a long one would
   * be an object so large that the garbage collector begins anew for it.
   */
  private static final class Written extends HttpServletResponseWrapper {
    private final FastByteArrayOutputStream bytes = new FastByteArrayOutputStream(BLOCK);
    private @Nullable PrintWriter writer;

    Written(HttpServletResponse response) {
      super(response);
    }

    @Override
    public PrintWriter getWriter() {
      PrintWriter open = writer;
      if (open == null) {
        open =
            new PrintWriter(
                new OutputStreamWriter(bytes, Charset.forName(getCharacterEncoding())), false);
        writer = open;
      }
      return open;
    }

    FastByteArrayOutputStream complete() {
      flushBuffer();
      return bytes;
    }

    /** Nothing is sent before the turn is over. */
    @Override
    public void flushBuffer() {
      if (writer != null) {
        writer.flush();
      }
    }
  }
}
