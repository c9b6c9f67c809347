package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Downloads.Download;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.Pages;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What can be done with one dataset. */
@Controller
@RequestMapping(DatasetController.PATH + "/{dataset}")
class DatasetActions {
  private final Datasets datasets;
  private final Losses losses;
  private final Downloads downloads;
  private final Toasts toasts;

  DatasetActions(Datasets datasets, Losses losses, Downloads downloads, Toasts toasts) {
    this.datasets = datasets;
    this.losses = losses;
    this.downloads = downloads;
    this.toasts = toasts;
  }

  /** Always as a download of unknown kind: a user's bytes must never run as a page of ours. */
  @GetMapping("/file")
  ResponseEntity<Resource> download(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      SignedIn who,
      HttpMethod method,
      @RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String sameAs,
      HttpServletResponse response)
      throws IOException {
    Download download = downloads.get(new CustomModelId(id), new DatasetId(dataset), who);
    String tag = '"' + download.tag() + '"';
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment()
            .filename(download.name(), StandardCharsets.UTF_8)
            .build()
            .toString());
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok()
            .contentType(MediaType.APPLICATION_OCTET_STREAM)
            .cacheControl(CacheControl.noStore())
            .eTag(tag);
    boolean changed = sameAs != null && !sameAs.equals(tag);
    if (method != HttpMethod.HEAD && !changed) {
      return answer.body(download.bytes());
    }
    answer
        .contentLength(download.bytes().contentLength())
        .header(HttpHeaders.ACCEPT_RANGES, "bytes");
    // A part of what is not the same any more is of no use; a stream is always given whole.
    return changed && method != HttpMethod.HEAD
        ? answer.body(new InputStreamResource(download.bytes().getInputStream()))
        : answer.build();
  }

  @GetMapping("/delete")
  String deletePage(@PathVariable UUID id, @PathVariable UUID dataset, SignedIn who, Model view) {
    CustomModelId model = new CustomModelId(id);
    Dataset going = datasets.get(model, new DatasetId(dataset), who);
    view.addAttribute("dataset", going);
    view.addAttribute("loss", losses.of(model, going, who));
    view.addAttribute("path", DatasetController.path(id));
    return "dataset/delete";
  }

  @FragmentRequest
  @GetMapping("/delete")
  String deleteDialog(@PathVariable UUID id, @PathVariable UUID dataset, SignedIn who, Model view) {
    deletePage(id, dataset, who, view);
    return "dataset/delete :: confirmation";
  }

  @PostMapping("/delete")
  String delete(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      SignedIn who,
      HtmxRequest htmx,
      HttpServletRequest request,
      RedirectAttributes next) {
    datasets.delete(new CustomModelId(id), new DatasetId(dataset), who);
    toasts.success(next, "dataset.deleted");
    return Pages.redirectBack(htmx, request, DatasetController.path(id));
  }

  @FragmentRequest
  @PostMapping("/delete")
  String deleteInDialog(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      SignedIn who,
      HtmxRequest htmx,
      HttpServletRequest request,
      RedirectAttributes next) {
    return delete(id, dataset, who, htmx, request, next);
  }
}
