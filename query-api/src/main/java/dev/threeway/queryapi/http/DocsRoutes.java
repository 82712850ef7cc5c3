package dev.threeway.queryapi.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The OpenAPI document for people, in Swagger UI: everything it takes comes from here, and its page
 * runs no script and takes no style that is not one of these files.
 */
final class DocsRoutes {
  /**
   * One file of the page.
   *
   * @param type its media type
   * @param content as it is sent
   */
  private record Asset(String type, byte[] content) {}

  private static final String PAGE = "/docs";
  private static final String NAME = "file";
  private static final String HTML = "text/html";
  private static final String CSS = "text/css";
  private static final String SCRIPT = "text/javascript";
  private static final String CHARSET = "; charset=utf-8";

  // Swagger UI draws its icons from data: addresses.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String OWN = "/docs/";
  private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";
  private static final String WEBJAR_BUILD =
      "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  private final Asset page = new Asset(HTML, read(OWN + "index.html"));
  private final Map<String, Asset> assets;

  DocsRoutes() {
    String swagger = WEBJAR + version() + "/";
    assets =
        Map.of(
            "docs.css", new Asset(CSS, read(OWN + "docs.css")),
            "docs.js", new Asset(SCRIPT, read(OWN + "docs.js")),
            "swagger-ui.css", new Asset(CSS, read(swagger + "swagger-ui.css")),
            "swagger-ui-bundle.js", new Asset(SCRIPT, read(swagger + "swagger-ui-bundle.js")));
  }

  List<Route> routes() {
    return List.of(
        new Route(PAGE, List.of(HTML), request -> send(request, page))
            .kept(Freshness.REFERENCE)
            .withEntityTag(),
        new Route(PAGE + "/{" + NAME + "}", List.of(CSS, SCRIPT), this::asset)
            .kept(Freshness.REFERENCE)
            .withEntityTag());
  }

  private void asset(Context request) {
    Asset asset = assets.get(request.pathParam(NAME));
    if (asset == null) {
      throw ProblemException.of(Problem.Kind.NOT_FOUND, "The page has no such file.");
    }
    send(request, asset);
  }

  private static void send(Context request, Asset asset) {
    request
        .header(SecurityHeaders.POLICY, POLICY)
        .contentType(asset.type() + CHARSET)
        .result(asset.content());
  }

  private static String version() {
    Properties build = new Properties();
    try (InputStream resource = open(WEBJAR_BUILD)) {
      build.load(resource);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return build.getProperty("version");
  }

  private static byte[] read(String resource) {
    try (InputStream content = open(resource)) {
      return content.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream content = DocsRoutes.class.getResourceAsStream(resource);
    if (content == null) {
      throw new IOException("the class path lacks " + resource);
    }
    return content;
  }
}
