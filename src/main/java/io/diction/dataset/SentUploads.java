package io.diction.dataset;

import io.diction.web.UploadStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;

/**
 * What the browser says that it sent.
 *
 * @param uploads their ids, separated by spaces, in the order of the files
 * @param others names of files that have no bytes to send, a line each
 * @param held whether the datasets wait at their report
 * @param type as chosen; empty to find out
 */
record SentUploads(String uploads, String others, boolean held, String type) {
  /** The ids of a million uploads, and as much of names. */
  private static final int LONGEST_LIST = 40 << 20;

  private static final int FIELDS = 10;

  /** Of any form; one of many parts may be larger than forms are otherwise, as it is streamed. */
  static SentUploads read(HttpServletRequest request) throws IOException {
    if (!JakartaServletFileUpload.isMultipartContent(request)) {
      return new SentUploads(
          text(request.getParameter("uploads")),
          text(request.getParameter("others")),
          Boolean.parseBoolean(request.getParameter("held")),
          text(request.getParameter("type")));
    }
    Fields fields = new Fields();
    UploadStream.read(request, fields);
    Map<String, String> sent = fields.values;
    return new SentUploads(
        text(sent.get("uploads")),
        text(sent.get("others")),
        Boolean.parseBoolean(sent.get("held")),
        text(sent.get("type")));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static final class Fields implements UploadStream.Receiver {
    private final Map<String, String> values = new HashMap<>();

    @Override
    public int longest(String name) {
      return name.equals("uploads") || name.equals("others")
          ? LONGEST_LIST
          : UploadStream.Receiver.super.longest(name);
    }

    @Override
    public void field(String name, String value) {
      if (values.size() < FIELDS) {
        values.putIfAbsent(name, value);
      }
    }

    @Override
    public void file(String name, String fileName, InputStream bytes) {
      // Files come by the protocol.
    }
  }
}
