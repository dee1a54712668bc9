package events

// AlarmState is the state of a CloudWatch alarm (CD-6.1, CD-6.2).
type AlarmState uint8

// The states of an alarm.
const (
	AlarmOK AlarmState = iota
	AlarmInAlarm
	AlarmInsufficientData
)

var alarmStateNames = []string{"OK", "ALARM", "INSUFFICIENT_DATA"}

// String is the state in the API of CloudWatch.
func (s AlarmState) String() string { return alarmStateNames[s] }

// AlarmStateNames are all states, as the API of CloudWatch spells them.
func AlarmStateNames() []string { return alarmStateNames }

// ParseAlarmState is the inverse of String.
func ParseAlarmState(name string) (AlarmState, bool) {
	return parse[AlarmState](alarmStateNames, name)
}
