/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.server.registry;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Finds out whether a route carries octets intact. To the number of an enrolled gateway it sends a
 * real access request for no service, as octets and then as text: a tunnel comes up only if every
 * bit of it has arrived. To any other number it sends octets that harm nothing, for a person to
 * look at what arrives.
 */
@ConsumerType
public interface RouteTrials {
    /**
     * Begins a test; does not wait for it.
     *
     * @param route its name; the only one for short messages if empty
     * @param number as {@code +} and 1 to 15 digits
     * @param patience how long each form is given to arrive, 1 s to 15 min
     * @throws NoSuchElementException if there is no such route
     * @throws IllegalArgumentException if an argument is out of its range
     * @throws IllegalStateException if that cannot be tested now; the message says why
     */
    Trial begin(String route, String number, Duration patience);

    /** A test that was begun not too long ago. */
    Optional<Trial> trial(String id);

    /** What a test came to. */
    enum Result {
        RUNNING,
        /** Octets arrive: they are used from now on. */
        BINARY,
        /** Only text arrives: it is used from now on. */
        TEXT,
        /** Neither arrived in time: nothing is changed. */
        NOTHING,
        /** Sent; what arrived, only the one who has the number can tell. */
        SENT,
        /** It was not sent. */
        FAILED
    }

    /**
     * A test.
     *
     * @param notes what happened so far, for people
     */
    record Trial(String id, String route, String number, Result result, List<String> notes) {
        public Trial {
            notes = List.copyOf(notes);
        }
    }
}
