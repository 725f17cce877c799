WHERE p.hash IS NOT NULL AND p.session_id IN (
  SELECT a.session_id FROM erased_person e JOIN attendance a ON a.learner_id = e.person
  UNION
  SELECT s.id FROM erased_person e
  JOIN enrolment n ON n.learner_id = e.person JOIN session s ON s.cohort_id = n.cohort_id
)
ORDER BY p.id
