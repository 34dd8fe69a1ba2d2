package io.godwit.serve;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who uses the API. */
record Client(String address, Map<String, String> headers) {
    private static final HttpClient HTTP = client();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The Host header is one of those that tests forge. */
    private static HttpClient client() {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,connection,content-length");
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** What came back. */
    record Answer(int status, String body, HttpResponse<?> response) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        String code() {
            return json().path("code").asString();
        }
    }

    Client with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Client(address, more);
    }

    /** As a page of the server itself sends it. */
    Client ownOrigin() {
        return with("Origin", address);
    }

    Answer get(String path) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return send("DELETE", path, HttpRequest.BodyPublishers.noBody());
    }

    Answer post(String path, String body) {
        return (headers.containsKey("Content-Type") ? this : with("Content-Type", "application/json")).send("POST",
                path,
                HttpRequest.BodyPublishers.ofString(body));
    }

    Answer send(String method, String path, HttpRequest.BodyPublisher body) {
        try {
            HttpResponse<String> response = HTTP.send(request(path).method(method, body).build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        return request;
    }

    /** An answer that does not end by itself. */
    HttpResponse<InputStream> stream(String path) {
        try {
            return HTTP.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Signs in; the answer has the cookie. */
    Client signedIn(String user, String password) {
        Answer answer = post("/api/v1/session", "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}");
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return with("Cookie", answer.header("Set-Cookie").orElseThrow().split(";", 2)[0]);
    }
}
