package io.diction.modelfile;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.VersionId;
import io.diction.identity.SignedIn;
import io.diction.modelfile.ModelExports.Export;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A version as one file. */
@Controller
class ModelExportController {
  private final ModelExports exports;

  ModelExportController(ModelExports exports) {
    this.exports = exports;
  }

  @GetMapping("/custom-models/{id}/versions/{version}/export")
  void file(
      @PathVariable CustomModelId id,
      @PathVariable VersionId version,
      SignedIn user,
      HttpServletResponse response)
      throws IOException {
    Export export = exports.export(id, version, user);
    response.setContentType("application/zip");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment()
            .filename(export.fileName(), StandardCharsets.UTF_8)
            .build()
            .toString());
    export.write(response.getOutputStream());
  }
}
