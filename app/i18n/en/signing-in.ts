export default {
  strength: {
    fair: 'It can be used. One or two words more make it harder to guess.',
    good: 'Rather hard to guess.',
    strong: 'Very hard to guess.',
  },
  proof: {
    title: 'Please show that it is you',
    asked:
      'This cannot be undone, so we need to be sure that it is you. What you sent is kept here and has not been carried out.',
    notKept:
      'This cannot be undone, so we need to be sure that it is you. What you sent could not be kept; please go back to the page and send it again.',
    password: 'Your password',
    submit: 'Confirm and go on',
    lasts: 'Once confirmed, you are not asked again for 10 minutes.',
    wrong: 'The password is not right. Nothing has been carried out; please type it again.',
    none: 'Please type your password to go on.',
  },
}
