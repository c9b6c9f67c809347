package io.diction.web;

import io.diction.web.Refusal.Invalid;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletDiskFileUpload;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;

/** Reads a multipart request part by part as it arrives; nothing of it is kept in memory. */
public final class UploadStream {
  private static final int LONGEST_FIELD = 16 * 1024;

  private UploadStream() {}

  /** Told of each part in the order in which the browser sent them. */
  public interface Receiver {
    /** How many bytes of a field's value are read; what is beyond is left out. */
    default int longest(String name) {
      return LONGEST_FIELD;
    }

    /** A field of the form. */
    void field(String name, String value) throws IOException;

    /**
     * A file; the stream ends where the file does, and what is left unread is skipped.
     *
     * @param fileName as the browser says, not to be trusted
     */
    void file(String name, String fileName, InputStream bytes) throws IOException;
  }

  /**
   * Reads the whole request.
   *
   * @throws Invalid when it is not a multipart form
   * @throws IOException when the connection breaks
   */
  public static void read(HttpServletRequest request, Receiver receiver) throws IOException {
    if (!JakartaServletFileUpload.isMultipartContent(request)) {
      throw new Invalid(ErrorCode.BAD_REQUEST);
    }
    JakartaServletDiskFileUpload upload = new JakartaServletDiskFileUpload();
    upload.setHeaderCharset(StandardCharsets.UTF_8);
    try {
      FileItemInputIterator parts = upload.getItemIterator(request);
      while (parts.hasNext()) {
        read(parts.next(), receiver);
      }
    } catch (FileUploadException malformed) {
      throw new Invalid(ErrorCode.BAD_REQUEST);
    }
  }

  private static void read(FileItemInput part, Receiver receiver) throws IOException {
    try (InputStream bytes = part.getInputStream()) {
      if (part.isFormField()) {
        byte[] value = bytes.readNBytes(receiver.longest(part.getFieldName()));
        receiver.field(part.getFieldName(), new String(value, StandardCharsets.UTF_8));
      } else {
        receiver.file(part.getFieldName(), fileName(part), bytes);
      }
    }
  }

  private static String fileName(FileItemInput part) {
    try {
      String name = part.getName();
      return name == null ? "" : name;
    } catch (InvalidPathException withNul) {
      return withNul.getInput().replace("\u0000", "");
    }
  }
}
