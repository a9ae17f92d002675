package billow.simulator.watch;

/// State of an alarm.
public enum AlarmState {
    OK,
    ALARM,
    INSUFFICIENT_DATA
}
