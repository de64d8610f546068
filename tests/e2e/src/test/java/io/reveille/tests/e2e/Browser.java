/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.tests.e2e;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Chromium without a window, moved by its DevTools protocol; a person who logs in when asked. */
@SuppressWarnings("FutureReturnValueIgnored") // what is not answered in time fails its caller
final class Browser implements AutoCloseable, WebSocket.Listener {
    private final Process chromium;
    private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final StringBuilder message = new StringBuilder();
    private final AtomicInteger logins = new AtomicInteger();
    private final WebSocket tools;
    private volatile String user = "";
    private volatile String password = "";

    /**
     * @param options of Chromium, besides those for running without a window
     */
    static Browser start(Path folder, List<String> options) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Programs.require("chromium"),
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + folder));
        command.addAll(options);
        command.add("about:blank");
        Process chromium =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(new File(folder.toFile(), "chromium.log"))
                        .start();
        try {
            return new Browser(chromium, folder.resolve("DevToolsActivePort"));
        } catch (IOException | RuntimeException | InterruptedException e) {
            chromium.destroyForcibly();
            throw e;
        }
    }

    private Browser(Process chromium, Path port) throws IOException, InterruptedException {
        this.chromium = chromium;
        Awaitility.await()
                .atMost(Site.LIMIT)
                .until(() -> Files.exists(port) && Files.readAllLines(port).size() == 2);
        HttpClient client = HttpClient.newHttpClient();
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list");
        String pages =
                client.send(
                                HttpRequest.newBuilder(list).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        String page =
                JsonParser.parseString(pages)
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .get("webSocketDebuggerUrl")
                        .getAsString();
        tools = client.newWebSocketBuilder().buildAsync(URI.create(page), this).join();
        call("Page.enable", new JsonObject());
    }

    /** From now on this is said when a server asks who it is. */
    void login(String name, String secret) {
        user = name;
        password = secret;
        JsonObject all = new JsonObject();
        all.addProperty("handleAuthRequests", true);
        call("Fetch.enable", all);
    }

    /** How often a server has asked. */
    int logins() {
        return logins.get();
    }

    void open(String url) {
        JsonObject to = new JsonObject();
        to.addProperty("url", url);
        call("Page.navigate", to);
    }

    /** What an expression on the page comes to, as text. */
    String evaluate(String expression) {
        JsonObject asked = new JsonObject();
        asked.addProperty("expression", expression);
        asked.addProperty("returnByValue", true);
        JsonObject result = call("Runtime.evaluate", asked).getAsJsonObject("result");
        return result.has("value") ? result.get("value").getAsString() : "";
    }

    private JsonObject call(String method, JsonObject parameters) {
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        answer.orTimeout(Site.LIMIT.toSeconds(), TimeUnit.SECONDS);
        int id = number.incrementAndGet();
        answers.put(id, answer);
        say(id, method, parameters);
        return answer.join();
    }

    private synchronized void say(int id, String method, JsonObject parameters) {
        JsonObject said = new JsonObject();
        said.addProperty("id", id);
        said.addProperty("method", method);
        said.add("params", parameters);
        tools.sendText(said.toString(), true).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            JsonObject said = JsonParser.parseString(message.toString()).getAsJsonObject();
            message.setLength(0);
            CompletableFuture.runAsync(() -> heard(said));
        }
        socket.request(1);
        return null;
    }

    private void heard(JsonObject said) {
        if (said.has("id")) {
            CompletableFuture<JsonObject> answer = answers.remove(said.get("id").getAsInt());
            if (answer != null) {
                JsonElement result = said.get("result");
                answer.complete(result == null ? new JsonObject() : result.getAsJsonObject());
            }
            return;
        }
        String event = said.get("method").getAsString();
        if (event.equals("Fetch.requestPaused")) {
            say(number.incrementAndGet(), "Fetch.continueRequest", request(said));
        } else if (event.equals("Fetch.authRequired")) {
            logins.incrementAndGet();
            JsonObject words = new JsonObject();
            words.addProperty("response", "ProvideCredentials");
            words.addProperty("username", user);
            words.addProperty("password", password);
            JsonObject login = request(said);
            login.add("authChallengeResponse", words);
            say(number.incrementAndGet(), "Fetch.continueWithAuth", login);
        }
    }

    private static JsonObject request(JsonObject event) {
        JsonObject which = new JsonObject();
        which.add("requestId", event.getAsJsonObject("params").get("requestId"));
        return which;
    }

    @Override
    public void close() {
        tools.abort();
        chromium.destroy();
        chromium.onExit().join();
    }
}
