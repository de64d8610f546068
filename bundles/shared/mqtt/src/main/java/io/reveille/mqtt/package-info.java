/* SPDX-License-Identifier: EPL-2.0 */
@Export
@Version("0.1.0")
@NullMarked
package io.reveille.mqtt;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
