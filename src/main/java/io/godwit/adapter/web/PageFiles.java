package io.godwit.adapter.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The page's files, from the class path or from a folder. Which there are is known at the start: a path that is not in the
 * list is never looked for in a file system. Paths without a dot are the page's own routes, and get its first file.
 */
final class PageFiles {
    private static final String FOLDER = "page";
    private static final String INDEX = "/index.html";
    private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"), Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"), Map.entry("png", "image/png"), Map.entry("ico", "image/x-icon"),
            Map.entry("json", "application/json"), Map.entry("wasm", "application/wasm"),
            Map.entry("woff2", "font/woff2"), Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"), Map.entry("map", "application/json"));
    private static final String NOT_BUILT = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Godwit</title></head><body>
            <h1>Godwit serves, and its page was not built</h1>
            <p>The API is at /api/v1; docs/serve.md shows it with curl. To build the page, install Debian's nodejs and npm, then
            run <code>make build</code> and start <code>godwit serve</code> again.</p></body></html>
            """;

    /** Opens a file when it is asked for. */
    private interface Source {
        InputStream open() throws IOException;
    }

    private final Map<String, Source> files;

    private PageFiles(Map<String, Source> files) {
        this.files = files;
    }

    /** What is in the class path; else what is in the folder; else none. */
    static PageFiles find(Optional<Path> folder) {
        URL index = PageFiles.class.getResource(FOLDER + INDEX);
        try {
            if (index != null) {
                return new PageFiles(classPath(index.toURI()));
            }
            return new PageFiles(folder.filter(Files::isDirectory).map(PageFiles::list).orElse(Map.of()));
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the page's files", e);
        }
    }

    private static Map<String, Source> classPath(URI index) throws IOException {
        if (!index.getScheme().equals("jar")) {
            return list(Path.of(index).resolveSibling(""));
        }
        try (FileSystem jar = FileSystems.newFileSystem(index, Map.of())) {
            Path root = jar.getPath(String.valueOf(index.toString().split("!", 2)[1])).resolveSibling("");
            Map<String, Source> files = new TreeMap<>();
            list(root).keySet().forEach(name -> files.put(name, () -> resource(name)));
            return files;
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream found = PageFiles.class.getResourceAsStream(FOLDER + name);
        if (found == null) {
            throw new IOException(name + " is not in the class path any more");
        }
        return found;
    }

    private static Map<String, Source> list(Path root) {
        Map<String, Source> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(Files::isRegularFile).forEach(
                    file -> files.put("/" + root.relativize(file).toString(), () -> Files.newInputStream(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Answers a GET that is not the API's. */
    void answer(Context context) throws IOException {
        String path = context.path();
        String name = files.containsKey(path) || path.contains(".") ? path : INDEX;
        Source source = files.get(name);
        if (source == null && name.equals(INDEX)) {
            context.header("Cache-Control", "no-store").contentType("text/html; charset=utf-8").result(NOT_BUILT);
        } else if (source == null) {
            throw Denied.of(404, "not-found", "there is nothing at this path", "begin at /");
        } else {
            // Vite puts a hash of the content into the names below assets.
            context.header("Cache-Control",
                    name.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache")
                    .contentType(type(name)).result(source.open());
        }
    }

    private static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT),
                "application/octet-stream");
    }
}
