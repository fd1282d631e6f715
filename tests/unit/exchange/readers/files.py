"""Small files of other apps, made here, each with the traps of its kind. All people are invented."""

MB_HEADER = (
    '"#","Started","Lasted","Start UTC Offset (min)","End UTC Offset (min)","Geohash","Attack Types",'
    '"Attack Location","Pain Level","Affected Activities","Potential Triggers","Symptoms","Most Bothersome Symptom",'
    '"Premonitory Symptoms","Pain Positions","Helpful Medication","Somewhat Helpful Medication",'
    '"Unhelpful Medication","Unsure Medication","Helpful Non Drug Relief Methods",'
    '"Somewhat Helpful Non Drug Relief Methods","Unhelpful Non Drug Relief Methods",'
    '"Unsure Non Drug Relief Methods","Notes"'
)
MIGRAINE_BUDDY = f""""Date","Time Period","Description","Notes"
"11/21/24","Ongoing","New preventive since October","Started low,
then more"

{MB_HEADER}
"1","11/16/24 22:30","04h 00m","60","60","s3cr3t1","Migraine with aura","Home","9","Sleep","Stress, Red wine","Throbbing pain, Sensitivity to light, Lightheadedness, Nausea","Nausea","Yawning","Left Temple, Left Eye","Sumatriptan 50mg Oral","Naproxen","Ibuprofen","No medication","Dark room","","","","Woke me,
twice"
"2","11/17/24 2:35","1d 02h 15m","60","0","s3cr3t2","Tension headache","","3","","","","","","Right Neck, Left Neck","","","","No medication","","","","",""
"3","11/20/24 8:00","","60","60","","","","6","","","","","","","","","","","","","","",""
"4","11/21/24 22:05","Ongoing
","60","60","","","","0","","","","","","","","","","","","","","",""
"""  # noqa: E501 (as the app writes it)
MIGRAINE_BUDDY_OLD = """#,Started,Lasted,Pain Level,Affected Activities,Potential Triggers,Symptoms,Helpful Medication,Notes
1,16/11/19 13:12,01h 00m,4,,Weather,Vomiting,Rizatriptan,
2,03/12/19 07:00,02h 30m,7,,,,,
"""  # noqa: E501 (as the app writes it)


def page(*attacks: str) -> str:
    """Migraine Buddy's page for the doctor with these table rows."""
    return f"""<!DOCTYPE html><html><head><style>td {{ color: red }}</style></head><body>
<table><tbody><tr><td>Time Period:</td><td><b>8/2/18 - 12/14/18</b></td></tr></tbody></table>
<div class="reports-table"><table><thead>
<tr><td rowspan="2">#</td><td rowspan="2">Started</td><td rowspan="2">Lasted</td><td rowspan="2">Pain Level</td>
<td rowspan="2">Affected Activities</td><td rowspan="2"> Potential Triggers <br>(including menstruations) </td>
<td rowspan="2">Symptoms</td><td rowspan="2">Auras</td><td colspan="2">Pain Positions</td>
<td rowspan="2">Medication</td><td rowspan="2"> Non Drug Relief Methods </td></tr>
<tr class="subheading"><td>Left</td><td>Right</td></tr></thead><tbody>
{"".join(attacks)}
</tbody></table></div></body></html>"""


LINK_ATTACK = """<tr><td>1</td><td><div><span> 16/12/18 21:06 </span><br>Location: <div> Out </div></div></td>
<td> 06h 00m <br><i> </i></td><td> 5 </td><td> Slower </td><td> Rebound headache, Alcohol <br> Menstruation: Yes </td>
<td> Worse pain if moving, Throbbing pain </td><td> Visual </td><td> Temple </td><td> </td>
<td><div><b>Helpful</b> - 2x Sumatriptan, Tylenol</div><div><b>Unhelpful</b> - 1x Naproxen sodium 550mg Oral</div>
<div><b>Somewhat Helpful</b> - 1x Caffeine &amp; sugar</div></td><td><div><b>Unsure</b> - Sleep</div></td></tr>
<tr><td colspan="12" class="notes"><pre><strong>Notes:</strong> Dec 17: I took it twice</pre></td></tr>"""
LINK_SECOND = """<tr><td>2</td><td><span> 3/12/18 04:13 </span></td><td> 05h 26m </td><td> 8 </td><td></td>
<td> Menstruation: Soon </td><td></td><td> No </td><td> Eye </td><td> Eye </td><td> </td><td></td></tr>"""

APPLE_TYPE = """<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 12 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ELEMENT broken (]
]>
"""


def apple(*records: str, document_type: str = APPLE_TYPE) -> str:
    """An Apple Health export with these records among others."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
{document_type}<HealthData locale="en_GB">
 <ExportDate value="2026-05-01 10:00:00 +0200"/>
 <Record type="HKQuantityTypeIdentifierStepCount" value="4000" startDate="2026-03-01 08:00:00 +0100"/>
{"".join(records)}
</HealthData>
"""


def apple_record(value: str, start: str, end: str, zone: str = "") -> str:
    """One headache record."""
    inner = f'<MetadataEntry key="HKTimeZone" value="{zone}"/>' if zone else ""
    return (
        f' <Record type="HKCategoryTypeIdentifierHeadache" sourceName="Health" value="HKCategoryValueSeverity{value}" '
        f'startDate="{start}" endDate="{end}">{inner}</Record>\n'
    )


CLUSTER = """start_time,end_time,intensity,medication,triggers,notes,barometric_pressure
2024-03-30 23:30:00,2024-03-31 03:30:00,8,Sumatriptan + Oxygen,"Alcohol, Lack of sleep","first, and
worst",1013.2
2024-04-02 08:00:00,,6,,,,
"""
BEARABLE = """\ufeffdate,date formatted,weekday,time of day,category,rating/amount,detail,notes
1st Mar 2026,2026-03-01,Sunday,am,Symptom,2,Headache (Pain),
1st Mar 2026,2026-03-01,Sunday,pm,Symptom,4,Migraine (Pain),"bad, very bad"
1st Mar 2026,2026-03-01,Sunday,,Lifestyle,,☕ Caffeine - A lot | 🍷 Alcohol - Little | 😰 Stress,
2nd Mar 2026,2026-03-02,Monday,all day,Symptom,0,Headache (Pain),
3rd Mar 2026,2026-03-03,Tuesday,am,Symptom,0,Headache (Pain),
3rd Mar 2026,2026-03-03,Tuesday,,Medication,1,Sumatriptan 50mg,
4th Mar 2026,2026-03-04,Wednesday,,Mood,4,,
5th Mar 2026,2026-03-05,Thursday,,Symptom,7,Headache (Pain),
"""
MIGRAINEBOT = "start,end,pain\n2026-03-01 22:00,2026-03-02 01:30,7\n2026-03-05 09:00,,2\n"
GERMAN = """\ufeffDatum;Kopfschmerzen;Schmerzstärke;Medikamente;Bemerkung
13.01.2026;ja;6,5;Sumatriptan 100 mg, Naproxen;"schlimm;
sehr"
14.01.2026;nein;;;
15.01.2026;vielleicht;;;
"""
ATTACKS = """Start,Lasted,Pain,Medicines,Triggers,Symptoms,Location,Mood
2026-01-13 22:00,06h 00m,7,"Sumatriptan 50 mg, 2x Naproxen","Stress; Red wine","Vomiting, photophobia",left temple,low
2026-01-20 10:00,,2,,,,,
2026-01-25 07:00,Ongoing,3,,,,,
"""
APPLE = apple(
    apple_record("Moderate", "2026-03-01 22:00:00 +0100", "2026-03-02 02:00:00 +0100"),
    apple_record("NotPresent", "2026-03-04 00:00:00 +0100", "2026-03-05 23:59:00 +0100"),
    apple_record("Unspecified", "2026-03-07 09:00:00 +0100", "2026-03-07 09:00:00 +0100"),
    apple_record("Severe", "2026-03-07 19:00:00 +0100", "2026-03-07 19:00:00 +0100"),
    apple_record("Mild", "2026-03-10 05:00:00 +0100", "2026-03-10 06:30:00 +0100", zone="America/New_York"),
)
