package io.diction.api.transcription;

import io.diction.api.fetch.Cancellable;
import io.diction.api.fetch.FetchFailed;
import io.diction.api.fetch.GuardedFetch;
import io.diction.jobs.JobContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Lists what is in a container of an object store, by the address that a signature opens: {@code
 * GET …?restype=container&comp=list}, which answers {@code <EnumerationResults>} page by page.
 */
@Component
class Containers {
  /** As many as the public interface takes. */
  private static final int MOST = 10_000;

  private static final int MOST_PAGES = 100;
  private static final DataSize LARGEST_PAGE = DataSize.ofMegabytes(16);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final GuardedFetch fetch;
  private final XMLInputFactory xml = XMLInputFactory.newDefaultFactory();

  Containers(GuardedFetch fetch) {
    this.fetch = fetch;
    xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    xml.setProperty(XMLInputFactory.IS_COALESCING, true);
  }

  private record Page(List<String> names, String next) {}

  /**
   * The addresses of all files in it.
   *
   * @throws FetchFailed when it cannot be had, or is no such list
   */
  List<String> list(String container, JobContext context) throws IOException {
    URI base = URI.create(container);
    List<String> addresses = new ArrayList<>();
    String next = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      Page found = page(base, next, context);
      if (addresses.size() + found.names().size() > MOST) {
        throw new FetchFailed(
            FetchFailed.Reason.TOO_LARGE, "The container has more than %d files.".formatted(MOST));
      }
      found.names().stream().map(name -> file(base, name)).forEach(addresses::add);
      if (found.next().isEmpty()) {
        return addresses;
      }
      next = found.next();
    }
    throw new FetchFailed(
        FetchFailed.Reason.TOO_LARGE, "The list of the container's files does not end.");
  }

  private Page page(URI base, String marker, JobContext context) throws IOException {
    String query = "restype=container&comp=list";
    if (!marker.isEmpty()) {
      query += "&marker=" + URLEncoder.encode(marker, StandardCharsets.UTF_8);
    }
    String own = base.getRawQuery();
    URI address = address(base, "", own == null ? query : query + "&" + own);
    byte[] bytes =
        fetch.get(
            address,
            LARGEST_PAGE,
            LONGEST,
            (stream, length) -> new Cancellable(stream, context).readAllBytes());
    try {
      return read(bytes);
    } catch (XMLStreamException malformed) {
      throw new FetchFailed(
          FetchFailed.Reason.STATUS, "The address does not answer with a container's list.");
    }
  }

  private Page read(byte[] bytes) throws XMLStreamException {
    XMLStreamReader reader = xml.createXMLStreamReader(new ByteArrayInputStream(bytes));
    List<String> names = new ArrayList<>();
    String next = "";
    boolean list = false;
    boolean blob = false;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamReader.END_ELEMENT && reader.getLocalName().equals("Blob")) {
        blob = false;
      }
      if (event != XMLStreamReader.START_ELEMENT) {
        continue;
      }
      switch (reader.getLocalName()) {
        case "EnumerationResults" -> list = true;
        case "Blob" -> blob = true;
        case "Name" -> {
          String name = reader.getElementText();
          // A folder's own entry holds nothing.
          if (blob && !name.isEmpty() && !name.endsWith("/")) {
            names.add(name);
          }
        }
        case "NextMarker" -> next = reader.getElementText().strip();
        default -> {
          // Sizes, dates and the like.
        }
      }
    }
    if (!list) {
      throw new XMLStreamException("no list");
    }
    return new Page(names, next);
  }

  private static String file(URI base, String name) {
    String path =
        Arrays.stream(name.split("/", -1))
            .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
    return address(base, "/" + path, base.getRawQuery()).toString();
  }

  private static URI address(URI base, String more, @Nullable String query) {
    String path = base.getRawPath() == null ? "" : base.getRawPath().replaceFirst("/+$", "");
    return URI.create(
        base.getScheme()
            + "://"
            + base.getRawAuthority()
            + path
            + more
            + (query == null ? "" : "?" + query));
  }
}
