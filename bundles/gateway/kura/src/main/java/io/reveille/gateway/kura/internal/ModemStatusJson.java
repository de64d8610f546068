/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.kura.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.reveille.gateway.modem.AccessTechnology;
import io.reveille.gateway.modem.ExtendedSignalQuality;
import io.reveille.gateway.modem.ModemStatus;
import io.reveille.gateway.modem.NetworkTime;
import io.reveille.gateway.modem.Registration;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;

/** A modem's status as JSON; what is not known is left out. */
final class ModemStatusJson {
    private static final int STEP = 10;

    private ModemStatusJson() {}

    static JsonObject of(ModemStatus status) {
        JsonObject json = new JsonObject();
        json.addProperty("manufacturer", status.identity().manufacturer());
        json.addProperty("model", status.identity().model());
        json.addProperty("revision", status.identity().revision());
        add(json, "imei", status.imei());
        add(json, "imsi", status.imsi());
        add(json, "iccid", status.iccid());
        JsonArray numbers = new JsonArray();
        status.numbers().forEach(numbers::add);
        json.add("numbers", numbers);
        json.addProperty("registered", status.isRegistered());
        addPlace(json, "circuit", status.circuit());
        addPlace(json, "packet", status.packet());
        addPlace(json, "eps", status.eps());
        status.operator()
                .ifPresent(
                        operator -> {
                            add(json, "operator", operator.name());
                            add(json, "operatorCode", operator.code());
                            add(
                                    json,
                                    "technology",
                                    operator.technology().map(AccessTechnology::description));
                        });
        status.signal().ifPresent(signal -> add(json, "rssiDbm", signal.dbm()));
        status.extendedSignal().ifPresent(signal -> add(json, signal));
        status.networkTime().ifPresent(time -> add(json, time));
        return json;
    }

    private static void addPlace(JsonObject json, String name, Optional<Registration> where) {
        where.ifPresent(
                registration -> {
                    JsonObject place = new JsonObject();
                    place.addProperty("status", registration.status().name());
                    add(place, "area", registration.area());
                    add(place, "cell", registration.cell());
                    add(
                            place,
                            "technology",
                            registration.technology().map(AccessTechnology::description));
                    json.add(name, place);
                });
    }

    private static void add(JsonObject json, ExtendedSignalQuality signal) {
        add(json, "rxlevDbm", signal.rxlevDbm());
        add(json, "rscpDbm", signal.rscpDbm());
        add(json, "rsrpDbm", signal.rsrpDbm());
        signal.rsrqDb().ifPresent(rsrq -> json.addProperty("rsrqDb", rsrq));
    }

    /** How far ahead of this machine's clock the network is, rather than a time that runs on. */
    private static void add(JsonObject json, NetworkTime time) {
        long ahead = Duration.between(Instant.now(), time.now()).toSeconds();
        json.addProperty("networkTimeAheadSeconds", Math.round((double) ahead / STEP) * STEP);
        add(json, "networkTimeZone", time.zone().map(ZoneOffset::getId));
    }

    private static void add(JsonObject json, String name, OptionalInt value) {
        value.ifPresent(number -> json.addProperty(name, number));
    }

    private static void add(JsonObject json, String name, Optional<String> value) {
        value.ifPresent(text -> json.addProperty(name, text));
    }
}
