"""What was done, in words: the names of actions, of what they change and of its fields."""

from collections.abc import Mapping

from timglas.rules.language import N_, _

ACTIONS: Mapping[str, str] = {
    "add_goal": N_("Målet skrevs"),
    "add_ground": N_("Målet fick en grund"),
    "add_indicator": N_("Indikatorn lades till"),
    "add_level": N_("Målnivån lades till"),
    "add_person": N_("Personen lades till"),
    "add_second_factor": N_("Ett extra inloggningssätt lades till"),
    "add_term": N_("Mandatperioden lades till"),
    "add_unit": N_("Enheten lades till"),
    "assess_goal": N_("Målet bedömdes"),
    "assign_goal": N_("Målet fick en ansvarig"),
    "assign_indicator": N_("Indikatorn fick en ansvarig"),
    "change_password": N_("Lösenordet byttes"),
    "choose_scheme": N_("Utseendet ändrades"),
    "close_unit": N_("Enheten avvecklades"),
    "correct_outcome": N_("Utfallet rättades"),
    "deactivate_person": N_("Kontot stängdes"),
    "decide_plan": N_("Planen beslutades"),
    "discard_draft": N_("Utkastet kastades"),
    "draft_plan": N_("Utkastet till plan skapades"),
    "edit_goal": N_("Målet ändrades"),
    "edit_indicator": N_("Indikatorn ändrades"),
    "edit_level": N_("Målnivån ändrades"),
    "edit_link": N_("Målets koppling ändrades"),
    "edit_municipality": N_("Kommunens uppgifter ändrades"),
    "edit_person": N_("Personens uppgifter ändrades"),
    "edit_unit": N_("Enhetens namn eller kod ändrades"),
    "edit_version": N_("Planens texter ändrades"),
    "end_role": N_("Rollen avslutades"),
    "export_audit": N_("Händelseloggen laddades ner"),
    "fail_sign_in": N_("Inloggningen misslyckades"),
    "finish_fetch": N_("Hämtningen från Kolada blev klar"),
    "give_role": N_("Rollen gavs"),
    "link_goal": N_("Målet kopplades till ett mål ovanför"),
    "load_exempelby": N_("Exempelkommunen lästes in"),
    "mark_break": N_("Ett brott i serien noterades"),
    "merge_units": N_("Enheterna slogs ihop"),
    "move_goal": N_("Målet bytte plats"),
    "move_indicator": N_("Indikatorn bytte plats"),
    "move_unit": N_("Enheten flyttades"),
    "name_status": N_("Läget fick ett nytt namn"),
    "offer_password": N_("En länk för att välja lösenord skapades"),
    "reactivate_person": N_("Kontot öppnades igen"),
    "record_decision": N_("Beslutet registrerades"),
    "refuse": N_("En sida nekades"),
    "release_plan": N_("Planen släpptes"),
    "remove_goal": N_("Målet togs bort ur utkastet"),
    "remove_ground": N_("Målets grund togs bort"),
    "remove_indicator": N_("Indikatorn togs bort ur utkastet"),
    "remove_level": N_("Målnivån togs bort"),
    "remove_second_factor": N_("Ett extra inloggningssätt togs bort"),
    "remove_target": N_("Målvärdet togs bort"),
    "report_outcome": N_("Utfallet rapporterades"),
    "request_fetch": N_("En hämtning från Kolada beställdes"),
    "resume_fetch": N_("Hämtningen från Kolada återupptogs"),
    "revise_plan": N_("Ett nytt utkast till planen skapades"),
    "run_fetch": N_("Värden hämtades från Kolada"),
    "set_password": N_("Lösenordet valdes"),
    "set_target": N_("Målvärdet sattes"),
    "set_up_municipality": N_("Kommunen sattes upp"),
    "sign_in": N_("Inloggning"),
    "sign_out": N_("Utloggning"),
    "tie_indicator": N_("Indikatorn knöts till ett nyckeltal"),
    "unlink_goal": N_("Målets koppling togs bort"),
    "untie_indicator": N_("Indikatorns nyckeltal knöts loss"),
}

# Actions on a draft, on somebody's account and roles, or on the log: they change nothing that is
# kept between requests, since whoever needs those asks for them anew.
QUIET = frozenset(
    {
        *("add_goal", "add_ground", "add_indicator", "discard_draft", "draft_plan", "edit_goal"),
        *("edit_indicator", "edit_link", "edit_version", "link_goal", "move_goal"),
        *("move_indicator", "remove_goal", "remove_ground", "remove_indicator", "remove_target"),
        *("revise_plan", "set_target", "unlink_goal", "record_decision"),
        *("add_second_factor", "change_password", "choose_scheme", "fail_sign_in"),
        *("offer_password", "remove_second_factor", "set_password", "sign_in", "sign_out"),
        *("end_role", "export_audit", "give_role", "refuse"),
    }
)
# Actions that tell how it goes and who answers for it; the plans and the organisation stay.
REPORTING = frozenset(
    {"assess_goal", "assign_goal", "assign_indicator", "correct_outcome", "report_outcome"}
)

SUBJECTS: Mapping[str, str] = {
    "assessment": N_("bedömning"),
    "decision": N_("beslut"),
    "fetch": N_("hämtning"),
    "goal": N_("mål"),
    "goaledition": N_("mål i plan"),
    "goallevel": N_("målnivå"),
    "goallink": N_("koppling"),
    "goalresponsibility": N_("ansvar för mål"),
    "ground": N_("grund för mål"),
    "indicator": N_("indikator"),
    "indicatoredition": N_("indikator i plan"),
    "indicatorresponsibility": N_("ansvar för indikator"),
    "kpitie": N_("nyckeltal"),
    "municipality": N_("kommun"),
    "outcome": N_("utfall"),
    "person": N_("person"),
    "plan": N_("plan"),
    "planversion": N_("plan"),
    "release": N_("släppt plan"),
    "seriesbreak": N_("brott i serie"),
    "statusname": N_("läge"),
    "target": N_("målvärde"),
    "term": N_("mandatperiod"),
    "unit": N_("enhet"),
}

FIELDS: Mapping[str, str] = {
    "address": N_("adress"),
    "agenda_2030": N_("Agenda 2030"),
    "basis": N_("gäller för"),
    "brand_colour": N_("profilfärg"),
    "closed_on": N_("avvecklad"),
    "code": N_("kod"),
    "comment": N_("kommentar"),
    "contribution": N_("så bidrar det"),
    "core_values": N_("värdegrund"),
    "decided_on": N_("beslutad"),
    "decision": N_("beslut"),
    "decimals": N_("decimaler"),
    "definition": N_("definition"),
    "denominator": N_("nämnare"),
    "direction": N_("riktning"),
    "email": N_("e-post"),
    "first_year": N_("första året"),
    "healthy_count": N_("lagom antal mål"),
    "high": N_("högst"),
    "introduction": N_("inledning"),
    "is_active": N_("kontot är öppet"),
    "is_hidden": N_("namnet döljs"),
    "is_primary": N_("huvudsaklig koppling"),
    "judged": N_("bedömt läge"),
    "kind": N_("slag"),
    "kolada_id": N_("kommunkod"),
    "last_year": N_("sista året"),
    "low": N_("lägst"),
    "measure_unit": N_("mäts i"),
    "measured_why_not": N_("varför ett slags indikator saknas"),
    "method": N_("metod"),
    "name": N_("namn"),
    "need": N_("behov"),
    "numerator": N_("täljare"),
    "on": N_("datum"),
    "opened_on": N_("inrättad"),
    "order": N_("ordning"),
    "paragraph": N_("paragraf"),
    "parent": N_("ligger under"),
    "period": N_("period"),
    "person": N_("person"),
    "perspective": N_("perspektiv"),
    "plural": N_("namn i plural"),
    "proposed": N_("föreslaget läge"),
    "reason": N_("skäl"),
    "registry_number": N_("diarienummer"),
    "role": N_("roll"),
    "rollup": N_("sammanvägning"),
    "scheme": N_("utseende"),
    "sha256": N_("kontrollsumma"),
    "sound_finance": N_("god ekonomisk hushållning"),
    "source": N_("källa"),
    "summary": N_("sammanfattning"),
    "title": N_("titel"),
    "unit": N_("enhet"),
    "unit_kinds": N_("slag av enheter"),
    "units": N_("enheter"),
    "valid_from": N_("från"),
    "valid_to": N_("till"),
    "value": N_("värde"),
    "vision": N_("vision"),
    "wanted": N_("urval"),
    "wanted_result": N_("önskat resultat"),
    "wording": N_("mål"),
    "year": N_("år"),
}


def action_words(action: str) -> str:
    """What an action did, as a sentence; an unknown one by its own name."""
    return _(ACTIONS.get(action, action))


def subject_words(subject: str) -> str:
    """What kind of thing an event is about."""
    return _(SUBJECTS.get(subject, subject))


def field_words(field: str) -> str:
    """What a field is called."""
    return _(FIELDS.get(field, field))
