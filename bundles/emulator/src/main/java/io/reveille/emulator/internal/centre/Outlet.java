/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.emulator.internal.centre;

import java.util.concurrent.CompletionStage;

/** The way to a recipient that is there now. */
interface Outlet {

    /** Delivers; true when the recipient has accepted it. Always completes. */
    CompletionStage<Boolean> deliver(Load load);
}
