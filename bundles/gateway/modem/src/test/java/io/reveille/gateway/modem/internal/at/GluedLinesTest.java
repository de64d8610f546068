/* SPDX-License-Identifier: EPL-2.0 */
package io.reveille.gateway.modem.internal.at;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GluedLinesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "OK+CMTI: \"SM\",1;OK|+CMTI: \"SM\",1",
                "+CMTI: \"SM\",1+CMTI: \"SM\",2;+CMTI: \"SM\",1|+CMTI: \"SM\",2",
                "+CSQ: 20,99OK;+CSQ: 20,99|OK",
                "+CPIN: READYOK;+CPIN: READY|OK",
                "+CMGS: 5OK;+CMGS: 5|OK",
                "0791AABBCCDDEEFFOK;0791AABBCCDDEEFF|OK",
                "+CMS ERROR: 500+CMTI: \"ME\",3;+CMS ERROR: 500|+CMTI: \"ME\",3",
                "+COPS: 0,0,\"Reveille\"OK;+COPS: 0,0,\"Reveille\"|OK",
                "OKERROR;OK|ERROR",
                "+CMT: ,7" + "00AABBCCDDEEFF11;+CMT: ,7|00AABBCCDDEEFF11",
                "+CMGR: 0,,7" + "00AABBCCDDEEFF11" + "OK;+CMGR: 0,,7|00AABBCCDDEEFF11|OK",
                "+CMGL: 12,1,,7"
                        + "00AABBCCDDEEFF11"
                        + "+CMGL: 13,1,,7"
                        + "00AABBCCDDEEFF22"
                        + ";+CMGL: 12,1,,7|00AABBCCDDEEFF11|+CMGL: 13,1,,7|00AABBCCDDEEFF22"
            })
    void lines_come_apart_where_there_is_no_doubt(String glued, String parts) {
        assertThat(GluedLines.split(glued)).containsExactly(parts.split("\\|"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OK",
                "ERROR",
                "BROOK",
                "+CMS ERROR: 500",
                "+CME ERROR: SIM not inserted",
                "+COPS: 0,0,\"OK\"",
                "+COPS: 0,0,\"A+CMTI: B\"",
                "+CNUM: \"20OK\",\"+4915\",145",
                "356938035643809",
                "+CMGR: 0,,25",
                "+CMT: ,24",
                "+CREG: 2,1,\"51A0\",\"01A2B3C4\",7"
            })
    void a_line_that_is_whole_stays_whole(String line) {
        assertThat(GluedLines.split(line)).containsExactly(line);
    }

    @Test
    void a_line_with_no_end_of_parts_comes_to_an_end() {
        assertThat(GluedLines.split("OK".repeat(1_000))).hasSizeLessThan(20);
    }
}
