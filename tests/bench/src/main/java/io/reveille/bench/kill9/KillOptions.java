/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.bench.kill9;

/**
 * What to run.
 *
 * @param kills how many times the gateway is killed
 * @param seed of the moments; the machine adds chance of its own
 * @param rehearsals lives without a kill, from which it is learned how long validation and dialling
 *     take
 */
public record KillOptions(int kills, long seed, int rehearsals) {
    public KillOptions {
        if (kills < 1 || rehearsals < 1) {
            throw new IllegalArgumentException("at least one kill and one rehearsal are needed");
        }
    }
}
