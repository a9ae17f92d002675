package billow.simulator.watch;

import billow.model.archetype.Alarm;

/// The rules by which an alarm finds its state. Source: CloudWatch User Guide, "Evaluating an alarm" and "Configuring
/// how CloudWatch alarms treat missing data".
///
/// More periods are fetched than are looked at. When data is found in as many as are looked at, the newest of them
/// decide. Otherwise the gaps are filled as the alarm says; where it leaves them open, what data there is decides: a
/// good value means OK, and nothing but bad values is an alarm once the oldest of them is as many periods back as must
/// be breaching.
final class Evaluation {
    private final Alarm alarm;

    Evaluation(Alarm alarm) {
        this.alarm = alarm;
    }

    /// @param values by period, the oldest first; NaN where there is no data
    AlarmState of(double[] values, AlarmState before) {
        int found = 0;
        for (double value : values) if (!Double.isNaN(value)) found++;
        if (found >= alarm.periods()) return newest(values, alarm.periods(), 0);
        return switch (alarm.missing()) {
            case BREACHING -> newest(values, found, alarm.periods() - found);
            case NOT_BREACHING -> newest(values, found, 0);
            case IGNORE -> found == 0 || undecided(values, found) ? before : newest(values, found, 0);
            case MISSING -> open(values, found, before);
        };
    }

    /// @param filled gaps that count as breaching
    private AlarmState newest(double[] values, int data, int filled) {
        int breaching = filled;
        int left = data;
        for (int i = values.length - 1; i >= 0 && left > 0; i--) {
            if (Double.isNaN(values[i])) continue;
            if (breaches(values[i])) breaching++;
            left--;
        }
        return breaching >= alarm.breaching() ? AlarmState.ALARM : AlarmState.OK;
    }

    private AlarmState open(double[] values, int found, AlarmState before) {
        if (found == 0) return AlarmState.INSUFFICIENT_DATA;
        if (!undecided(values, found)) return newest(values, found, 0);
        return values.length - oldest(values) >= alarm.breaching() ? AlarmState.ALARM : before;
    }

    /// Whether there are only breaching values, and too few of them.
    private boolean undecided(double[] values, int found) {
        if (found >= alarm.breaching()) return false;
        for (double value : values) if (!Double.isNaN(value) && !breaches(value)) return false;
        return true;
    }

    private static int oldest(double[] values) {
        for (int i = 0; i < values.length; i++) if (!Double.isNaN(values[i])) return i;
        return values.length;
    }

    private boolean breaches(double value) {
        return alarm.comparison().breaches(value, alarm.threshold());
    }
}
