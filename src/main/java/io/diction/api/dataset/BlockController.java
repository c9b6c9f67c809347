package io.diction.api.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.diction.api.Operation;
import io.diction.api.answer.Answers;
import io.diction.api.answer.ApiCode;
import io.diction.api.answer.ApiError;
import io.diction.api.answer.BodyReader;
import io.diction.api.answer.DetailCode;
import io.diction.api.dataset.BlockRows.Block;
import io.diction.api.dataset.Blocks.Named;
import io.diction.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Blocks of datasets. */
@RestController
@RequestMapping(Operation.BASE + "/datasets/" + Operation.ID)
class BlockController {
  private static final List<String> KINDS = List.of("Latest", "Uncommitted", "Committed");

  private final Blocks blocks;
  private final ApiDatasets datasets;
  private final BodyReader json;

  BlockController(Blocks blocks, ApiDatasets datasets, BodyReader json) {
    this.blocks = blocks;
    this.datasets = datasets;
    this.json = json;
  }

  /** A block as it goes out. */
  record Sent(String name, int size) {}

  /** What has come. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record AllSent(List<Sent> committedBlocks, List<Sent> uncommittedBlocks) {}

  @PutMapping("/blocks")
  ResponseEntity<Void> put(
      @PathVariable UUID id, @RequestParam String blockid, HttpServletRequest request, SignedIn who)
      throws IOException {
    String type = request.getContentType();
    if (type != null
        && !type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_OCTET_STREAM_VALUE)) {
      throw ApiError.of(
          ApiCode.UNSUPPORTED_MEDIA_TYPE, "A block has to be sent as application/octet-stream.");
    }
    blocks.put(id, blockid, request.getInputStream(), who);
    return ResponseEntity.status(HttpStatus.CREATED).build();
  }

  @GetMapping("/blocks")
  ResponseEntity<AllSent> list(@PathVariable UUID id, SignedIn who) {
    List<Block> all = blocks.list(id, who);
    return Answers.ok(
        new AllSent(
            sent(all.stream().filter(block -> block.place() != null)),
            sent(all.stream().filter(block -> block.place() == null))),
        datasets.get(id, who).isUnderWay());
  }

  @PostMapping("/blocks:commit")
  ResponseEntity<Void> commit(@PathVariable UUID id, HttpServletRequest request, SignedIn who)
      throws IOException {
    List<Named> named = new ArrayList<>();
    json.each(request, entry -> named.add(named(entry)));
    blocks.commit(id, named, who);
    return ResponseEntity.ok().build();
  }

  private static Named named(JsonNode entry) {
    JsonNode kind = entry.path("kind");
    JsonNode block = entry.path("id");
    if (!kind.isString() || !block.isString()) {
      throw ApiError.invalid(
          DetailCode.INVALID_PAYLOAD, "Each entry of the list has a kind and an id.");
    }
    return new Named(
        KINDS.stream()
            .filter(known -> known.equalsIgnoreCase(kind.stringValue()))
            .findFirst()
            .orElseThrow(
                () ->
                    ApiError.invalid(
                        DetailCode.INVALID_PARAMETER,
                        "The kind of a block is one of %s.".formatted(KINDS))),
        block.stringValue());
  }

  private static List<Sent> sent(Stream<Block> all) {
    return all.map(block -> new Sent(block.id(), block.sizeBytes())).toList();
  }
}
