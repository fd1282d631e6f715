// The warning signs that can be tapped, by their name in the clinic's list.

export const SIGNS = {
  swallowing: "Trouble swallowing", speaking: "Trouble speaking", breathing: "Trouble breathing",
  thunderclap: "A sudden headache, the worst of your life", weakness: "New weakness of the face, an arm or a leg",
  long_aura: "Seeing, feeling or speech disturbed for over an hour",
};
