/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.agent.internal.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {
    @Test
    void a_body_of_the_length_told_is_read_and_no_more() throws Exception {
        HttpAnswer answer =
                read("HTTP/1.1 200 OK\r\nServer: x\r\ncontent-LENGTH: 4\r\n\r\nJa ändern");

        assertThat(answer).isEqualTo(new HttpAnswer(200, "Ja \uFFFD"));
    }

    @Test
    void a_body_without_a_length_ends_with_the_connection() throws Exception {
        assertThat(read("HTTP/1.0 403\n\n{}")).isEqualTo(new HttpAnswer(403, "{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 20\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 65537\r\n\r\n"
            })
    void what_is_no_such_answer_is_told_apart_from_a_broken_connection(String text) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200\r\nContent-Length: 9\r\n\r\n1"})
    void an_answer_that_breaks_off_is_a_failed_connection(String text) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(text))
                .isNotInstanceOf(ProtocolException.class)
                .withMessageContaining("broke off");
    }

    @Test
    void an_endless_head_or_body_is_given_up() {
        String head = "HTTP/1.1 200 OK\r\n";
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(head + "a: b\r\n".repeat(HttpAnswer.MAX_HEAD)));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(head + "\r\n" + "x".repeat(HttpAnswer.MAX_BODY + 1)));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read("x".repeat(HttpAnswer.MAX_HEAD + 1)));
    }

    @Property
    void any_octets_give_an_answer_or_an_io_exception(@ForAll byte[] octets) {
        try {
            assertThat(HttpAnswer.read(new ByteArrayInputStream(octets)).status())
                    .isBetween(100, 599);
        } catch (IOException refused) {
            assertThat(refused).hasMessageMatching("[ -~]+");
        }
    }

    private static HttpAnswer read(String text) throws IOException {
        return HttpAnswer.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
